using Agntz.Domain.Owners;

namespace Agntz.Domain.Secrets;

/// <summary>Keeps the secrets of owners, encrypted; what is in them, only <see cref="ISecretCipher"/> can tell.</summary>
public interface ISecretStore
{
    /// <summary>Keeps a secret; one of that name is replaced and keeps the time it was made.</summary>
    Task SetAsync(Owner owner, string name, byte[] encrypted, CancellationToken cancellationToken);

    /// <summary>Every secret there is, by name in ordinal order, without what is in it.</summary>
    Task<IReadOnlyList<SecretSummary>> ListAsync(Owner owner, CancellationToken cancellationToken);

    /// <summary>The encrypted values of these names; names that are not kept are absent.</summary>
    Task<IReadOnlyDictionary<string, byte[]>> FindAsync(
        Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>Forgets a secret.</summary>
    /// <returns>False when there was none of that name.</returns>
    Task<bool> DeleteAsync(Owner owner, string name, CancellationToken cancellationToken);
}
