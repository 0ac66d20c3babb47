using System.Text;
using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;

namespace Agntz.Testing.Execution;

/// <summary>Secrets by name, the same for every owner and not encrypted.</summary>
public sealed class FakeSecrets : ISecretStore, ISecretCipher
{
    /// <summary>The secrets.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>How many of the next reads find no database.</summary>
    public int Away { get; set; }

    /// <inheritdoc/>
    public string? Refusal => null;

    /// <inheritdoc/>
    public Task SetAsync(Owner owner, string name, byte[] encrypted, CancellationToken cancellationToken)
    {
        Values[name] = Encoding.UTF8.GetString(encrypted);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SecretSummary>> ListAsync(Owner owner, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SecretSummary>>(
            [.. Values.Keys.Order(StringComparer.Ordinal).Select(name => new SecretSummary(name, default, default))]);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, byte[]>> FindAsync(
        Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        Away-- > 0
            ? Task.FromException<IReadOnlyDictionary<string, byte[]>>(new DatabaseIsAway())
            : Task.FromResult<IReadOnlyDictionary<string, byte[]>>(Values
                .Where(secret => names.Contains(secret.Key))
                .ToDictionary(secret => secret.Key, secret => Encoding.UTF8.GetBytes(secret.Value)));

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(Owner owner, string name, CancellationToken cancellationToken) =>
        Task.FromResult(Values.Remove(name));

    /// <inheritdoc/>
    public byte[] Encrypt(Owner owner, string name, string value) => Encoding.UTF8.GetBytes(value);

    /// <inheritdoc/>
    public string Decrypt(Owner owner, string name, byte[] encrypted) => Encoding.UTF8.GetString(encrypted);
}
