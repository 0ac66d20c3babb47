namespace Agntz.Domain.Owners;

/// <summary>Keeps the hashes of API keys. The look-up is worker-side: it is how an owner becomes known.</summary>
public interface IApiKeyStore
{
    /// <summary>The owner a key lets in; null when the key is unknown, revoked or expired.</summary>
    Task<Owner?> FindOwnerAsync(ApiKey key, CancellationToken cancellationToken);

    /// <summary>Keeps a key of an owner. A key that is kept already stays as it is.</summary>
    Task AddAsync(Owner owner, ApiKey key, string name, CancellationToken cancellationToken);

    /// <summary>Whether any key of any owner is kept; tells a first start from a later one.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);
}
