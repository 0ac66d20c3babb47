using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Ids;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution;

/// <summary>Executes runs from their creation to their end. Safe for any number of runs at a time.</summary>
public sealed partial class RunExecutor(
    IRunWriter writer, WorkerLease lease, IModelProviders models, ToolPorts tools, RecordingOptions recording,
    IdSource ids, TimeProvider clock, ILogger<RunExecutor> logger)
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
        var recorder = new RunRecorder(hold, writer);
        var spans = new SpanRecorder(recorder, ids, clock);
        var run = new RunContext(assignment, lease, recorder, spans, models, tools, recording, clock, logger);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(hold.Dropped, cancellationToken);
        run.Spans.Resume(assignment.Interruption);
        SnapshotEntry.Record(assignment, recorder);
        var outcome = await DecideAsync(assignment, run, abandoned.Token);
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

        var committed = await recorder.EndAsync(new RunEnding
        {
            Outcome = outcome,
            EndedAt = clock.GetInstant().NotBefore(assignment.StartedAt),
            RootAttributes = RootAttributes(run.Usage),
            // A cancellation that is found in one branch while another fails leaves the spans of the one open.
            LeavesSpansOpen = outcome is not RunOutcome.Completed,
        });
        LogEnded(hold.Id, committed);
    }

    private async Task<RunOutcome?> DecideAsync(RunAssignment assignment, RunContext run, CancellationToken abandoned)
    {
        try
        {
            using var limit = InvocationLimit.Of(assignment.Time, clock);
            var at = new Invocation(assignment.Hold.RootSpan, StepPath.Root, BranchScope.Outermost) { Limit = limit };
            var output = await new AgentExecution(run).ExecuteAsync(assignment.Agent, assignment.Input, at, abandoned);
            return new RunOutcome.Completed(Result(assignment, run, output));
        }
        catch (RunFailedException failure)
        {
            return new RunOutcome.Failed(failure.Error);
        }
        catch (ExecutionStoppedException stopped)
        {
            return stopped.Reason is StopReason.Cancelled ? new RunOutcome.Cancelled(RunEnd.CancelledByUser) : null;
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            LogFailed(exception, run.Hold.Id);
            return new RunOutcome.Failed(RunErrors.Internal);
        }
    }

    private string Result(RunAssignment assignment, RunContext run, AgentOutput output) => new RunResult
    {
        Run = run.Hold.Id,
        Output = output.Value,
        State = output.State,
        ToolCalls = [.. run.ToolCalls.Select(call => call.ToJson())],
        Usage = run.Usage,
        DurationMs = (long)(clock.GetInstant().NotBefore(assignment.StartedAt) - assignment.StartedAt).TotalMilliseconds,
        Report = run.Report,
    }.ToJson();

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
