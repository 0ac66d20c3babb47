namespace Agntz.Api.Secrets;

/// <summary>How secrets of owners are kept.</summary>
internal sealed class SecretsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Secrets";

    /// <summary>How many bytes a master key has.</summary>
    public const int KeyBytes = 32;

    /// <summary>32 random bytes in base64, with which the keys in the database are encrypted.</summary>
    /// <value>
    /// The default is none: on a loopback address the keys are kept as they are, beyond it no secrets are kept.
    /// </value>
    public string? MasterKey { get; set; }

    /// <summary>The bytes of <see cref="MasterKey"/>; null when there is none, or it is no key.</summary>
    public byte[]? KeyMaterial()
    {
        var bytes = new byte[KeyBytes];
        return MasterKey is not null
            && Convert.TryFromBase64String(MasterKey, bytes, out var count) && count == KeyBytes ? bytes : null;
    }
}
