namespace Agntz.Domain.Owners;

/// <summary>
/// Keeps the hashes of API keys. Looking one up and noting its use are worker-side: they are how an owner becomes known.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>Whom a key lets in; null when it is unknown, revoked or expired.</summary>
    Task<AdmittedKey?> FindAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Whether any key of any owner lets somebody in now; tells a first start from a later one.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a key of an owner.
    /// </summary>
    /// <param name="owner">Whom it lets in.</param>
    /// <param name="key">The key.</param>
    /// <param name="name">What its owner calls it.</param>
    /// <param name="expiresAt">From when on it lets nobody in; null for never.</param>
    /// <param name="cancellationToken">Gives up; the key may be kept all the same.</param>
    /// <returns>Null when the key is known already, revoked or not: it stays as it is.</returns>
    Task<KeptApiKey?> AddAsync(
        Owner owner, ApiKey key, string name, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>The keys of an owner that were not revoked, also those that expired; the newest first.</summary>
    Task<IReadOnlyList<KeptApiKey>> ListAsync(Owner owner, CancellationToken cancellationToken);

    /// <summary>Makes a key let nobody in any more, for ever.</summary>
    /// <returns>False when the owner has no such key, or revoked it before.</returns>
    Task<bool> RevokeAsync(Owner owner, ApiKeyId id, CancellationToken cancellationToken);

    /// <summary>Notes when keys were used last. An earlier use than the one known changes nothing.</summary>
    Task NoteUsesAsync(IReadOnlyCollection<KeyUse> uses, CancellationToken cancellationToken);
}
