namespace Agntz.Domain.Owners;

/// <summary>An API key that lets somebody in.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Owner">Whom it lets in.</param>
/// <param name="ExpiresAt">From when on it lets nobody in; null for never.</param>
public sealed record AdmittedKey(ApiKeyId Id, Owner Owner, DateTimeOffset? ExpiresAt);
