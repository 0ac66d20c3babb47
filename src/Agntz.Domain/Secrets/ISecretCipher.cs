using Agntz.Domain.Owners;

namespace Agntz.Domain.Secrets;

/// <summary>
/// Encrypts secrets for one owner and one name: under another owner or another name the same bytes are worth nothing.
/// </summary>
public interface ISecretCipher
{
    /// <summary>Why this server keeps no secrets, and what to set so that it does; null when it keeps them.</summary>
    string? Refusal { get; }

    /// <summary>Encrypts a value.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="Refusal"/>.</exception>
    byte[] Encrypt(Owner owner, string name, string value);

    /// <summary>Decrypts what <see cref="Encrypt"/> gave; null when it was not encrypted for these, or with our keys.</summary>
    string? Decrypt(Owner owner, string name, byte[] encrypted);
}
