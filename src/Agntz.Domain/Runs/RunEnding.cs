using Agntz.Domain.Agents;
using Agntz.Domain.Sessions;

namespace Agntz.Domain.Runs;

/// <summary>How a run is to end. What it becomes is decided by <see cref="RunEndings"/> inside the transaction.</summary>
public sealed record RunEnding
{
    /// <summary>What came of the execution.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>When it ended, to the millisecond; never before its start.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The attributes of the root span's end: one JSON object as text.</summary>
    public string RootAttributes { get; init; } = "{}";

    /// <summary>What it adds to its session if it completes; null when it is part of none.</summary>
    public SessionTurn? Turn { get; init; }

    /// <summary>What its agent is made of; null when whoever ends it does not know.</summary>
    public AgentKind? AgentKind { get; init; }

    /// <summary>
    /// True when spans may be open that the ending must close; false when the execution closed all but the root.
    /// </summary>
    public bool LeavesSpansOpen { get; init; }
}
