using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Microsoft.Extensions.Logging;

namespace Agntz.Domain.Execution.Tools;

/// <summary>One call of a tool. It never fails the run: what goes wrong is its output.</summary>
internal sealed partial class ToolEffect(
    RunContext run, ITool tool, ToolRequest request, ToolCallContext context, ToolStep step, int index)
    : Effect<ToolReturn>
{
    private readonly ILogger _logger = run.Logger;

    public override string Kind => SpanKind.ToolExecute;

    public override string Name => tool.Name;

    public override void WriteStart(Utf8JsonWriter writer) => ToolSpan.WriteStart(writer, tool, request, run.Recording);

    public override RunEvent Announce(SpanId span) => ToolEvents.Started(context.Run, span, request);

    public override async Task<ToolReturn> ActAsync(OpenSpan span, CancellationToken cancellationToken)
    {
        var began = run.Clock.GetTimestamp();
        var (result, hasFailed) = await CallAsync(cancellationToken);
        var took = run.Clock.GetElapsedTime(began);
        return new ToolReturn(result, hasFailed, span.StartedAt, (long)took.TotalMilliseconds);
    }

    public override void WriteEnd(Utf8JsonWriter writer, ToolReturn output) =>
        ToolSpan.WriteEnd(writer, output, run.Recording);

    public override string? ErrorIn(ToolReturn output) => output.Result.Error;

    public override EffectFailure? Explain(Exception failure, int tries) => null;

    public override void Record(RunRecorder recorder, OpenSpan span, ToolReturn output, IReadOnlyList<RunChange> changes)
    {
        var call = new ToolCallRecord(context.Path, request, output);
        step.Finish(index, call, [.. changes, new RunChange.EventRecorded(ToolEvents.Ended(context.Run, span.Id, call))]);
    }

    public override string ToJournal(ToolReturn output) => output.ToJson();

    public override ToolReturn FromJournal(JsonElement kept)
    {
        var output = ToolReturn.FromJson(kept);
        Count(output.Result);
        step.Restore(index, new ToolCallRecord(context.Path, request, output));
        return output;
    }

    private async Task<(ToolResult Result, bool HasFailed)> CallAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(tool.Timeout, run.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return request.Problem is { } problem
                ? throw new ToolException(problem)
                : (await CallAsync(stop), false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (ToolResult.Failed($"Tool '{tool.Name}' did not answer within {tool.Timeout.TotalSeconds} s."), true);
        }
        catch (ToolException failure)
        {
            return (ToolResult.Failed(failure.Message), true);
        }
        catch (Exception defect) when (defect is not (RunFailedException or ExecutionStoppedException)
            && !cancellationToken.IsCancellationRequested)
        {
            LogDefect(defect, tool.Name, context.Run);
            return (ToolResult.Failed(
                $"Tool '{tool.Name}' failed. The server's log names the cause under the run's id."), true);
        }
    }

    // A tool that does not heed its token is left behind: whatever it still gives, nobody waits for.
    private async Task<ToolResult> CallAsync(CancellationTokenSource stop)
    {
        var result = await tool.CallAsync(request.Arguments, context, stop.Token).AsTask().WaitAsync(stop.Token);
        Count(result);
        try
        {
            return result with { Value = ToolValues.Accept(result.Value) };
        }
        catch (JsonException)
        {
            throw new ToolException(
                $"Tool '{tool.Name}' answered with JSON that is nested deeper than {ToolLimits.MaxDepth} levels.");
        }
    }

    private void Count(ToolResult result)
    {
        run.Budget.CountInResult(request, result);
        context.State.Held?.Add(JsonSize.Of(result.Value));
    }

    [LoggerMessage(LogLevel.Error, "Tool {Tool} failed by a defect in run {RunId}")]
    private partial void LogDefect(Exception defect, string tool, RunId runId);
}
