using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Scheduling;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Usage;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution;

/// <summary>What every part of one execution needs: where it records, whom it asks, and what it has used so far.</summary>
internal sealed class RunContext
{
    private readonly WorkerLease _lease;
    private readonly Lock _totals = new();
    private readonly List<ToolCallRecord> _toolCalls = [];
    private RunUsage _usage;
    private ModelReport _report = ModelReport.None;

    public RunContext(
        RunAssignment assignment, RunBudget budget, WorkerLease lease, RunRecorder recorder, SpanRecorder spans,
        IModelProviders models, ToolPorts tools, SessionHistories sessions, PriceTable prices,
        RecordingOptions recording, TimeProvider clock, ILogger logger)
    {
        Hold = assignment.Hold;
        Budget = budget;
        _lease = lease;
        Agents = assignment.Agents;
        Journal = assignment.Journal;
        Interruption = assignment.Interruption;
        Recorder = recorder;
        Spans = spans;
        Models = models;
        Tools = tools;
        Sessions = sessions;
        Prices = prices;
        Recording = recording;
        Clock = clock;
        Logger = logger;
        Effects = new EffectRunner(this);
    }

    public RunHold Hold { get; }

    public RunBudget Budget { get; }

    public AgentSnapshot Agents { get; }

    public Journal Journal { get; }

    public Interruption Interruption { get; }

    public RunRecorder Recorder { get; }

    public SpanRecorder Spans { get; }

    public EffectRunner Effects { get; }

    public IModelProviders Models { get; }

    public ToolPorts Tools { get; }

    public SessionHistories Sessions { get; }

    public PriceTable Prices { get; }

    public RecordingOptions Recording { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    public RunUsage Usage
    {
        get
        {
            lock (_totals)
            {
                return _usage;
            }
        }
    }

    public ModelReport Report
    {
        get
        {
            lock (_totals)
            {
                return _report;
            }
        }
    }

    /// <summary>The agent that is meant, and its version where it has one of its own.</summary>
    /// <exception cref="RunFailedException">The owner had no such agent when the run started.</exception>
    public (AgentManifest Agent, DateTimeOffset? Version) Resolve(AgentUse use) => use switch
    {
        AgentUse.Inline inline => (inline.Agent, null),
        AgentUse.Referenced referenced => Agents.Find(referenced.Agent) is { } found
            ? (found.Agent, found.Version)
            : throw new RunFailedException(
                new RunError($"Agent \"{referenced.Agent}\" not found", RunErrorCodes.AgentNotFound)),
        _ => throw new ArgumentOutOfRangeException(nameof(use), use, "Not a use of an agent."),
    };

    /// <summary>Every call of a tool, in the order they began.</summary>
    public IReadOnlyList<ToolCallRecord> ToolCalls
    {
        get
        {
            lock (_totals)
            {
                return [.. _toolCalls.OrderBy(call => call.Return.StartedAt).ThenBy(call => call.Path.Value, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Counts what the run makes.</summary>
    /// <exception cref="RunFailedException">It is more than a run may make.</exception>
    public void Count(RunMade made, Invocation at)
    {
        at.Tally?.Add(made);
        Budget.Count(made);
    }

    /// <summary>Adds calls of tools that are over.</summary>
    public void Count(IReadOnlyList<ToolCallRecord> calls, Invocation at)
    {
        lock (_totals)
        {
            _toolCalls.AddRange(calls);
        }

        at.Tally?.Add(default, calls);
    }

    /// <summary>Counts what model calls have used.</summary>
    public void Count(RunUsage usage, Invocation at)
    {
        lock (_totals)
        {
            _usage += usage;
        }

        at.Tally?.Add(usage, []);
    }

    /// <summary>Counts a model call that ended well.</summary>
    public void Count(RunUsage usage, ModelReport report, Invocation at)
    {
        Count(usage, at);
        lock (_totals)
        {
            _report = report;
        }
    }

    /// <summary>
    /// Called between any two things a run does: lets other runs go on when it had its turn, and waits for the commit of
    /// what it has recorded where that is much.
    /// </summary>
    /// <exception cref="ExecutionStoppedException">The run is not ours any more, or was cancelled while it waited.</exception>
    /// <exception cref="RunFailedException">Its time is over, or a limit of it is exceeded.</exception>
    /// <exception cref="OperationCanceledException">The run is abandoned.</exception>
    public ValueTask PaceAsync(Invocation at, CancellationToken cancellationToken)
    {
        StopIfOver(at, cancellationToken);
        return Recorder.HasRoom && !RunScheduler.IsTurnOver ? default : PauseAsync(at, cancellationToken);
    }

    /// <summary>The same where no effect follows that would stop a run that was cancelled.</summary>
    /// <exception cref="ExecutionStoppedException">The run was cancelled, or a sibling failed.</exception>
    /// <exception cref="RunFailedException">Its time is over, or a limit of it is exceeded.</exception>
    /// <exception cref="OperationCanceledException">The run is abandoned.</exception>
    public ValueTask PaceAndStopAsync(Invocation at, CancellationToken cancellationToken)
    {
        StopIfOver(at, cancellationToken);
        if (Hold.Cancelled.IsCancellationRequested)
        {
            throw new ExecutionStoppedException(StopReason.Cancelled);
        }

        return at.Scope.IsStopped
            ? throw new ExecutionStoppedException(StopReason.SiblingFailed)
            : PaceAsync(at, cancellationToken);
    }

    private async ValueTask PauseAsync(Invocation at, CancellationToken cancellationToken)
    {
        await Task.Yield();
        while (!Recorder.HasRoom)
        {
            ThrowUnlessCommitted(await Recorder.MakeRoomAsync().WaitAsync(cancellationToken));
        }

        StopIfOver(at, cancellationToken);
    }

    private void StopIfOver(Invocation at, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        at.Limit.ThrowIfOver();
        Budget.ThrowIfExceeded();
    }

    /// <summary>
    /// Returns when the start of an effect, recorded before, is durable together with all it depends on. The effect
    /// may begin only then.
    /// </summary>
    /// <exception cref="ExecutionStoppedException">The effect must not begin.</exception>
    public async Task StartEffectAsync()
    {
        ThrowUnlessCommitted(await Recorder.CommitAsync());
        await _lease.WhenTrustedAsync(Hold.Dropped);
    }

    private static void ThrowUnlessCommitted(CommitOutcome outcome)
    {
        if (outcome is not CommitOutcome.Committed)
        {
            throw new ExecutionStoppedException(
                outcome is CommitOutcome.Cancelled ? StopReason.Cancelled : StopReason.Dropped);
        }
    }
}
