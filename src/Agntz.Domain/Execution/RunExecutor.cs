using System.Diagnostics;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Ids;
using Agntz.Domain.Json;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Usage;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution;

/// <summary>Executes runs from their creation to their end. Safe for any number of runs at a time.</summary>
public sealed partial class RunExecutor(
    IRunWriter writer, WorkerLease lease, IModelProviders models, ToolPorts tools, SessionHistories sessions,
    PriceTable prices, RunLimits limits, RecordingOptions recording, SpanSource source, IdSource ids, TimeProvider clock,
    ILogger<RunExecutor> logger)
{
    /// <summary>
    /// Executes a run until it has ended, or is not ours any more. Every failure becomes the end of the run; only the
    /// caller's token makes this throw, and then the run has not ended.
    /// </summary>
    /// <param name="assignment">The run, and the right to execute it.</param>
    /// <param name="cancellationToken">Abandons the run: nothing more is started and nothing more written.</param>
    public async Task ExecuteAsync(RunAssignment assignment, CancellationToken cancellationToken)
    {
        var hold = assignment.Hold;
        var recorder = new RunRecorder(hold, writer, limits);
        var activities = new SpanActivities(hold, source);
        var spans = new SpanRecorder(recorder, activities, ids, clock);
        var run = new RunContext(
            assignment, new RunBudget(limits), lease, recorder, spans, models, tools, sessions, prices, recording, clock,
            logger);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(hold.Dropped, cancellationToken);

        // The run belongs to the trace of its own, not to that of the request that may have started it.
        Activity.Current = null;
        BeginRoot(assignment, activities);
        run.Spans.Resume(assignment.Interruption);
        SnapshotEntry.Record(assignment, recorder);
        var (outcome, turn) = await DecideAsync(assignment, run, abandoned.Token);
        if (outcome is null)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                // What has finished must be kept: whoever goes on with the run would make it again.
                await recorder.CommitAsync();
                throw new OperationCanceledException(cancellationToken);
            }

            LogDropped(hold.Id);
            return;
        }

        var ending = new RunEnding
        {
            Outcome = outcome,
            EndedAt = clock.GetInstant().NotBefore(assignment.StartedAt),
            RootAttributes = RootAttributes(run.Usage),
            Turn = turn,
            AgentKind = assignment.Agent.Kind,
            // A cancellation that is found in one branch while another fails leaves the spans of the one open.
            LeavesSpansOpen = outcome is not RunOutcome.Completed,
        };
        var committed = await recorder.EndAsync(ending);
        activities.End(ending, committed);
        LogEnded(hold.Id, committed);
    }

    private static void BeginRoot(RunAssignment assignment, SpanActivities activities)
    {
        if (assignment.RootActivity is { } begun)
        {
            activities.Adopt(assignment.Hold.RootSpan, begun);
        }
        else if (assignment.Root is { } root)
        {
            activities.Resume(root);
        }
    }

    private async Task<(RunOutcome? Outcome, SessionTurn? Turn)> DecideAsync(
        RunAssignment assignment, RunContext run, CancellationToken abandoned)
    {
        try
        {
            using var limit = InvocationLimit.Of(assignment.Time, clock);
            var at = new Invocation(assignment.Hold.RootSpan, StepPath.Root, BranchScope.Outermost) { Limit = limit };
            var output = await new AgentExecution(run).ExecuteAsync(assignment.Agent, assignment.Input, at, abandoned);
            run.Budget.CheckResult(output);
            var result = Result(assignment, run, output);
            var completed = new RunOutcome.Completed(result.ToJson())
            {
                Kept = run.Hold.Retention is RetentionMode.Session ? null : result.WithoutItsWay().ToJson(),
            };
            return (completed, run.Hold.Session is null ? null : result.ToTurn(assignment.Input));
        }
        catch (RunFailedException failure)
        {
            return (new RunOutcome.Failed(run.Budget.Exceeded ?? failure.Error), null);
        }
        catch (ExecutionStoppedException stopped)
        {
            var isCancelled = stopped.Reason is StopReason.Cancelled;
            return (isCancelled ? new RunOutcome.Cancelled(RunEnd.CancelledByUser) : null, null);
        }
        catch (OperationCanceledException) when (run.Hold.IsDropped || abandoned.IsCancellationRequested)
        {
            // Whoever waited on the hold itself may hear of its end before the token that is linked to it does.
            return (null, null);
        }
        catch (Exception exception)
        {
            LogFailed(exception, run.Hold.Id);
            return (new RunOutcome.Failed(RunErrors.Of(exception)), null);
        }
    }

    private RunResult Result(RunAssignment assignment, RunContext run, AgentOutput output) => new()
    {
        Run = run.Hold.Id,
        SessionId = run.Hold.Session?.Id,
        Output = output.Value,
        State = output.State,
        ToolCalls = [.. run.ToolCalls.Select(call => call.ToJson())],
        Usage = run.Usage,
        DurationMs = (long)(clock.GetInstant().NotBefore(assignment.StartedAt) - assignment.StartedAt).TotalMilliseconds,
        Report = run.Report,
    };

    private static string RootAttributes(RunUsage usage) => JsonText.WriteObject(usage, static (writer, it) =>
    {
        writer.WriteNumber(SpanAttributes.InputTokens, it.InputTokens);
        writer.WriteNumber(SpanAttributes.OutputTokens, it.OutputTokens);
    });

    [LoggerMessage(LogLevel.Debug, "Run {RunId} ended: {Outcome}")]
    private partial void LogEnded(RunId runId, CommitOutcome outcome);

    [LoggerMessage(LogLevel.Information, "Run {RunId} was dropped: it is executed elsewhere or has ended")]
    private partial void LogDropped(RunId runId);

    [LoggerMessage(LogLevel.Error, "Run {RunId} failed by a defect of the server")]
    private partial void LogFailed(Exception exception, RunId runId);
}
