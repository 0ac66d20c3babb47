namespace Agntz.Api.Auth.Keys;

/// <summary>A key to be made.</summary>
/// <param name="Name">What to call it, at most 256 characters.</param>
/// <param name="ExpiresAt">From when on it lets nobody in, ISO 8601; without it, until it is revoked.</param>
public sealed record ApiKeyRequest(string Name, string? ExpiresAt);
