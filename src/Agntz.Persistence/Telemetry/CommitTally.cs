using Agntz.Domain.Agents;
using Agntz.Domain.Runs;

namespace Agntz.Persistence.Telemetry;

/// <summary>What one transaction adds, counted while it is composed and told once it has committed.</summary>
internal sealed class CommitTally
{
    private readonly List<(RunStatus Status, AgentKind? Agent)> _ended = [];

    /// <summary>The events of runs.</summary>
    public int RunEvents { get; private set; }

    /// <summary>The starts and ends of spans, and the ends of traces.</summary>
    public int SpanEvents { get; private set; }

    /// <summary>How the runs ended that did, and what their agents are where that is known.</summary>
    public IReadOnlyList<(RunStatus Status, AgentKind? Agent)> Ended => _ended;

    public void Add(int runEvents, int spanEvents)
    {
        RunEvents += runEvents;
        SpanEvents += spanEvents;
    }

    public void Add(RunStatus status, AgentKind? agent) => _ended.Add((status, agent));
}
