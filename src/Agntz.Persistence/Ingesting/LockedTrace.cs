using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Ingesting;

/// <summary>What there is of a trace, locked, before spans are added to it.</summary>
internal sealed class LockedTrace
{
    public required Guid Id { get; init; }

    /// <summary>What is active of it; null when it is no active run's.</summary>
    public ActiveTrace? Active { get; set; }

    /// <summary>Its row among the unfinished traces without a run; null when it has none.</summary>
    public OpenTraceRow? Open { get; set; }

    /// <summary>Its summary; null when nobody has heard of it, and for active runs of which nothing is kept.</summary>
    public TraceRow? Summary { get; set; }

    /// <summary>
    /// What is kept of the run it belongs to, which outlives a trace that was deleted; null without one.
    /// </summary>
    public string? Retention { get; set; }

    /// <summary>Those of the spans asked for that it has.</summary>
    public HashSet<long> Spans { get; } = [];

    /// <summary>
    /// Whether its parts were read on two sides of somebody else's commit, which the next attempt will not find.
    /// </summary>
    public bool IsTorn => Summary is { Status: null, DeletedAt: null } && Active is null && Open is null;
}
