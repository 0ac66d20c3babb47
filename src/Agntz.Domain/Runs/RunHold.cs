using Agntz.Domain.Owners;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>
/// A worker's right to write to one run. It ends when the run ends, or when the database says that another worker has
/// the run; from then on every write is dropped.
/// </summary>
/// <param name="owner">Whose run it is.</param>
/// <param name="id">The run.</param>
/// <param name="workerId">The incarnation that holds it.</param>
/// <param name="epoch">The fencing token of this claim.</param>
/// <param name="rootSpan">The root of the run's trace.</param>
public sealed class RunHold(Owner owner, RunId id, Guid workerId, long epoch, SpanId rootSpan) : IDisposable
{
    private readonly CancellationTokenSource _dropped = new();

    /// <summary>Whose run it is.</summary>
    public Owner Owner { get; } = owner;

    /// <summary>The run.</summary>
    public RunId Id { get; } = id;

    /// <summary>The incarnation that holds it.</summary>
    public Guid WorkerId { get; } = workerId;

    /// <summary>The fencing token of this claim.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>The root of the run's trace, which ends with the run and by no other way.</summary>
    public SpanId RootSpan { get; } = rootSpan;

    /// <summary>Fires when the run is no longer ours; what is in flight for it is then pointless.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Whether the run is no longer ours.</summary>
    public bool IsDropped => _dropped.IsCancellationRequested;

    /// <summary>Notes that the run is no longer ours. Idempotent; safe for concurrent callers.</summary>
    public void Drop() => _dropped.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _dropped.Dispose();
}
