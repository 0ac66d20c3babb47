using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>What one flush writes, and what it tells each of its entries once it has committed.</summary>
internal sealed class Composition
{
    private readonly List<Action> _answers = [];

    public FlushRows Rows { get; } = new();

    /// <summary>What this flush adds to the logs, run by run.</summary>
    public List<CommittedEntries> Logged { get; } = [];

    /// <summary>The same, counted.</summary>
    public CommitTally Tally { get; } = new();

    /// <summary>The logs of runs that end with this transaction, where they may have many segments.</summary>
    public List<LogName> LongLogs { get; } = [];

    /// <summary>The holds whose claim no longer stands.</summary>
    public List<RunHold> Lost { get; } = [];

    /// <summary>Whether a run that waited for its session may begin now.</summary>
    public bool MayHaveReadied { get; set; }

    /// <summary>Notes that the start of a span was left out, for whoever ends it.</summary>
    public void LeaveOut(RunHold? hold, SpanId span) => _answers.Add(() => hold?.LeftOut.Add(span));

    public void Answer(CreationEntry entry, RunCreation creation) => _answers.Add(() => entry.Settle(creation));

    public void Answer(ChangeEntry entry, CommitOutcome outcome) => _answers.Add(() => entry.Settle(outcome));

    /// <summary>Tells everybody; called once, after the commit.</summary>
    public void Settle()
    {
        foreach (var hold in Lost)
        {
            hold.Drop();
        }

        foreach (var answer in _answers)
        {
            answer();
        }
    }
}
