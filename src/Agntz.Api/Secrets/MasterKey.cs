using System.Security.Cryptography;

namespace Agntz.Api.Secrets;

/// <summary>Encrypts with AES-256-GCM: nonce, tag and text, one after the other.</summary>
internal static class MasterKey
{
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    // Nothing that was encrypted for another use passes for a key.
    private static readonly byte[] Use = "Agntz.KeyRing.v1"u8.ToArray();

    /// <summary>Encrypts under a new random nonce.</summary>
    public static byte[] Encrypt(byte[] key, byte[] text)
    {
        var sealedText = new byte[NonceBytes + TagBytes + text.Length];
        var nonce = sealedText.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce, text, sealedText.AsSpan(NonceBytes + TagBytes), sealedText.AsSpan(NonceBytes, TagBytes), Use);
        return sealedText;
    }

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another key, or has been changed.</exception>
    public static byte[] Decrypt(byte[] key, byte[] sealedText)
    {
        if (sealedText.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("An encrypted key is too short to be one.");
        }

        var text = new byte[sealedText.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            sealedText.AsSpan(0, NonceBytes), sealedText.AsSpan(NonceBytes + TagBytes),
            sealedText.AsSpan(NonceBytes, TagBytes), text, Use);
        return text;
    }
}
