namespace Agntz.Domain.Runs;

/// <summary>The run a key belongs to.</summary>
/// <param name="Run">The run that was created under the key.</param>
/// <param name="RequestHash">SHA-256 of the request that created it.</param>
public sealed record KeyedRun(RunId Run, ReadOnlyMemory<byte> RequestHash)
{
    /// <summary>Whether a request under the same key is the one that created the run.</summary>
    public bool IsOf(IdempotencyKey key) => RequestHash.Span.SequenceEqual(key.RequestHash.Span);
}
