using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution;

/// <summary>
/// What an agent that was called as a tool has used, with all it called itself: kept with what it gave, so that whoever
/// goes on with the run counts it without doing it again. Safe for concurrent branches.
/// </summary>
/// <param name="outer">That of the agent around it; null when there is none.</param>
internal sealed class InvocationTally(InvocationTally? outer)
{
    private readonly Lock _lock = new();
    private readonly List<ToolCallRecord> _calls = [];
    private RunUsage _usage;
    private RunMade _made;

    /// <summary>The tokens.</summary>
    public RunUsage Usage
    {
        get
        {
            lock (_lock)
            {
                return _usage;
            }
        }
    }

    /// <summary>The executions, spans and steps.</summary>
    public RunMade Made
    {
        get
        {
            lock (_lock)
            {
                return _made;
            }
        }
    }

    /// <summary>The calls of tools.</summary>
    public IReadOnlyList<ToolCallRecord> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public void Add(RunUsage usage, IReadOnlyList<ToolCallRecord> calls)
    {
        lock (_lock)
        {
            _usage += usage;
            _calls.AddRange(calls);
        }

        outer?.Add(usage, calls);
    }

    public void Add(RunMade made)
    {
        lock (_lock)
        {
            _made += made;
        }

        outer?.Add(made);
    }
}
