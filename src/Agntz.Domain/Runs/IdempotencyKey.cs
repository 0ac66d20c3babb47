namespace Agntz.Domain.Runs;

/// <summary>
/// A caller's promise that all its requests under one key mean the same run. The first of them creates it; the others
/// are answered with it for as long as the key lives.
/// </summary>
/// <param name="Value">The key as the caller chose it; unique among those of its owner that live.</param>
/// <param name="RequestHash">SHA-256 of the request: another request may not use the key.</param>
public sealed record IdempotencyKey(string Value, ReadOnlyMemory<byte> RequestHash)
{
    /// <summary>The most characters of a key.</summary>
    public const int MaxLength = 255;

    /// <summary>How long a key lives from the creation of its run.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);
}
