using Agntz.Domain.Execution;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Secrets;

/// <summary>Takes secrets in, and gives them out to calls of tools alone.</summary>
public sealed class SecretVault(ISecretStore store, ISecretCipher cipher, PatientReads reads)
{
    /// <summary>The most characters of a value.</summary>
    public const int MaxLength = 16_384;

    /// <summary>Keeps a value under a name.</summary>
    /// <exception cref="InvalidOperationException">This server keeps no secrets.</exception>
    public Task SetAsync(Owner owner, string name, string value, CancellationToken cancellationToken) =>
        store.SetAsync(owner, name, cipher.Encrypt(owner, name, value), cancellationToken);

    /// <summary>The values of names an agent refers to.</summary>
    /// <exception cref="RunFailedException">One of them is not there, or cannot be read.</exception>
    public async Task<SecretValues> ReadAsync(
        Owner owner, IReadOnlyCollection<string> names, string agentId, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return SecretValues.None;
        }

        var encrypted = await reads.ReadAsync(reading => store.FindAsync(owner, names, reading), cancellationToken);
        return new SecretValues(names.Distinct(StringComparer.Ordinal).ToDictionary(
            name => name,
            name => Decrypt(owner, name, encrypted.GetValueOrDefault(name), agentId),
            StringComparer.Ordinal));
    }

    private string Decrypt(Owner owner, string name, byte[]? encrypted, string agentId)
    {
        if (encrypted is null)
        {
            throw new RunFailedException(new RunError(
                $"Secret '{name}' referenced by agent '{agentId}' does not exist for this user.",
                RunErrorCodes.SecretNotFound));
        }

        return cipher.Decrypt(owner, name, encrypted) ?? throw new RunFailedException(new RunError(
            $"Secret '{name}' referenced by agent '{agentId}' cannot be read: {cipher.Refusal
                ?? "it was encrypted under another Secrets__MasterKey. Set the secret again."}",
            RunErrorCodes.SecretNotFound));
    }
}
