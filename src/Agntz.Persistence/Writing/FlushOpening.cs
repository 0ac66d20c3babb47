using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing;

/// <summary>What a flush found when it began: everything its rows are composed from.</summary>
internal sealed record FlushOpening
{
    /// <summary>True when this very flush committed before and only its acknowledgement was lost.</summary>
    public required bool AlreadyCommitted { get; init; }

    /// <summary>The creations whose id was free, and whose key where they have one.</summary>
    public IReadOnlySet<RunId> Created { get; init; } = new HashSet<RunId>();

    /// <summary>Which run has each key that a creation brought, by owner and key.</summary>
    public IReadOnlyDictionary<(long OwnerId, string Key), KeyedRun> Keys { get; init; } =
        new Dictionary<(long OwnerId, string Key), KeyedRun>();

    /// <summary>The incarnations that may take runs, with the database's time.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> LiveWorkers { get; init; } =
        new Dictionary<Guid, DateTimeOffset>();

    /// <summary>The claims that still hold.</summary>
    public IReadOnlyDictionary<RunKey, FencedRun> Fenced { get; init; } = new Dictionary<RunKey, FencedRun>();

    /// <summary>The open spans of runs that end with spans open, in the order they began.</summary>
    public IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>> OpenSpans { get; init; } =
        new Dictionary<RunKey, IReadOnlyList<OpenSpanRow>>();
}
