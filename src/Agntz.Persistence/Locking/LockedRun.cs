using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Writing;

namespace Agntz.Persistence.Locking;

/// <summary>An active run whose row is locked, whoever has the run.</summary>
internal sealed record LockedRun
{
    public required RunKey Key { get; init; }

    /// <summary>The incarnation that has it; null while it waits.</summary>
    public required Guid? WorkerId { get; init; }

    public required SpanId RootSpan { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How it is cancelled; null while it is not.</summary>
    public required CancelMode? CancelMode { get; init; }

    /// <summary>How long it may take from its first claim.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Whether it has taken that long, by the database's clock.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>The number of the session it is part of; null without one.</summary>
    public required long? SessionKey { get; init; }

    /// <summary>Its place among the runs of that session; 0 without one.</summary>
    public required long SessionPlace { get; init; }

    /// <summary>What is kept of it.</summary>
    public required RetentionMode Retention { get; init; }

    /// <summary>Its counters.</summary>
    public required FencedRun Counters { get; init; }
}
