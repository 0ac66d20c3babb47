using System.Security.Cryptography;
using System.Text;

namespace Agntz.Domain.Owners;

/// <summary>A secret that lets its owner in. Shown once when it is made; only its hash is kept.</summary>
public sealed class ApiKey
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "ar_live_";

    private const int SecretBytes = 24;
    private const int ShownLength = 14;

    private ApiKey(string value) => Value = value;

    /// <summary>The key itself; never stored, never logged.</summary>
    public string Value { get; }

    /// <summary>The first characters, kept so that people can tell their keys apart.</summary>
    public string Shown => Value[..Math.Min(ShownLength, Value.Length)];

    /// <summary>Makes a new key from the operating system's randomness.</summary>
    public static ApiKey Create() =>
        new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes))
            .Replace('+', '-').Replace('/', '_'));

    /// <summary>Takes a key as somebody presented it. Any text is taken: only the hash decides.</summary>
    public static ApiKey Of(string value) => new(value);

    /// <summary>Whether a text has the form of a key; whether it lets anybody in is another matter.</summary>
    public static bool IsOne(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The SHA-256 of the key, 32 bytes, by which it is looked up.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Value));
}
