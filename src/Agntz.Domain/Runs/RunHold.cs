using System.Diagnostics.CodeAnalysis;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Sessions;
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
[SuppressMessage("Design", "CA1001", Justification = "Nothing here has a timer or is linked, so there is nothing to "
    + "dispose; and whoever fires a token late must do no harm.")]
public sealed class RunHold(Owner owner, RunId id, Guid workerId, long epoch, SpanId rootSpan)
{
    private readonly CancellationTokenSource _dropped = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _modelsAborted = new();
    private readonly CancellationTokenSource _aborted = new();

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

    /// <summary>The session the run is part of; null for none.</summary>
    public RunSession? Session { get; init; }

    /// <summary>What is kept of the run.</summary>
    public RetentionMode Retention { get; init; } = RetentionMode.Session;

    /// <summary>Fires when the run is no longer ours; what is in flight for it is then pointless.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Whether the run is no longer ours.</summary>
    public bool IsDropped => _dropped.IsCancellationRequested;

    /// <summary>
    /// The spans whose start was left out because the run had been cancelled: their ends are left out as well. For the
    /// writer alone.
    /// </summary>
    public ISet<SpanId> LeftOut { get; } = new HashSet<SpanId>();

    /// <summary>
    /// The spans of which text was told: looked up here where the log of the run is stored nowhere. For the writer alone.
    /// </summary>
    public ISet<SpanId> WithText { get; } = new HashSet<SpanId>();

    /// <summary>Fires when the run's cancellation was accepted, in whichever mode: nothing further is to start.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Fires when the run was cancelled so that calls in flight are broken off as well.</summary>
    public CancellationToken Aborted => _aborted.Token;

    /// <summary>
    /// Fires when model calls in flight are to be broken off: with <see cref="Aborted"/>, or when the run was superseded.
    /// </summary>
    public CancellationToken ModelsAborted => _modelsAborted.Token;

    /// <summary>
    /// Notes that the run is no longer ours. Idempotent; safe for concurrent callers. Whoever hears of it does so on a
    /// thread of the pool: what they do holds up nobody, not the writer above all.
    /// </summary>
    public void Drop() => _ = _dropped.CancelAsync();

    /// <summary>
    /// Tells whoever executes the run that its cancellation was accepted. A hint: what may start and how the run ends
    /// is decided by the database. Idempotent; safe for concurrent callers. As with <see cref="Drop"/>, it waits for nobody.
    /// </summary>
    public void Cancel(CancelMode mode)
    {
        _ = _cancelled.CancelAsync();
        if (mode is CancelMode.Abort)
        {
            _ = _aborted.CancelAsync();
            _ = _modelsAborted.CancelAsync();
        }
    }

    /// <summary>
    /// Tells whoever executes the run that a newer run of its session takes its place, and waits for its end: what a model
    /// would still say is for nobody, while a tool may be in the middle of a change and finishes. As with
    /// <see cref="Cancel"/>, it is a hint.
    /// </summary>
    public void Supersede()
    {
        Cancel(CancelMode.Finish);
        _ = _modelsAborted.CancelAsync();
    }
}
