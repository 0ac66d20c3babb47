namespace Agntz.Persistence.Model;

/// <summary>The most characters (or bytes, for a hash) of bounded columns.</summary>
internal static class Lengths
{
    /// <summary>A word of ours: a status, a kind, a code.</summary>
    public const int Word = 64;

    /// <summary>A name somebody gave: an agent's id, a session's, a key.</summary>
    public const int Name = 256;

    /// <summary>A line somebody wrote.</summary>
    public const int Text = 1024;

    /// <summary>A SHA-256.</summary>
    public const int Hash = 32;
}
