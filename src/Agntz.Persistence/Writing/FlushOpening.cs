using Agntz.Domain.Runs;
using Agntz.Persistence.Locking;

namespace Agntz.Persistence.Writing;

/// <summary>What a flush found when it began: everything its rows are composed from.</summary>
internal sealed record FlushOpening
{
    /// <summary>True when this very flush committed before and only its acknowledgement was lost.</summary>
    public required bool AlreadyCommitted { get; init; }

    /// <summary>Which run has each key that a creation brought, by owner and key.</summary>
    public IReadOnlyDictionary<(long OwnerId, string Key), KeyedRun> Keys { get; init; } =
        new Dictionary<(long OwnerId, string Key), KeyedRun>();

    /// <summary>
    /// The sessions of creations, which exist by now, and those of runs that end; all of them locked. Without those of
    /// creations whose key belongs to another run.
    /// </summary>
    public IReadOnlyList<LockedSession> Sessions { get; init; } = [];

    /// <summary>
    /// The active runs of the sessions in which runs are created, as far as it takes to add to them; without sessions
    /// that have none but those that end with this flush.
    /// </summary>
    public IReadOnlyDictionary<(long OwnerId, long Key), SessionHead> Heads { get; init; } =
        new Dictionary<(long OwnerId, long Key), SessionHead>();

    /// <summary>The incarnations that may take runs, with the database's time.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> LiveWorkers { get; init; } =
        new Dictionary<Guid, DateTimeOffset>();

    /// <summary>
    /// The active runs that are locked: those written to, whether the claim still holds or not, and all of the sessions
    /// in which a run supersedes the others.
    /// </summary>
    public IReadOnlyDictionary<RunKey, LockedRun> Runs { get; init; } = new Dictionary<RunKey, LockedRun>();

    /// <summary>
    /// The open spans of runs that end with spans open, in the order they began: those asked for, and those of runs
    /// without a worker in the sessions in which a run supersedes the others.
    /// </summary>
    public IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>> OpenSpans { get; init; } =
        new Dictionary<RunKey, IReadOnlyList<OpenSpanRow>>();

    /// <summary>The run a hold is for, where its claim still stands; null where it does not.</summary>
    public LockedRun? Find(RunHold hold) =>
        Runs.TryGetValue(hold.Key(), out var run) && run.WorkerId == hold.WorkerId ? run : null;
}
