using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// Executes agents that are called as tools, each under the span of its call. When another worker goes on with the run,
/// the span goes on as those of agents do, and what the agent had finished is not done again. An agent that fails is an
/// error its caller's model reads.
/// </summary>
internal sealed class AgentToolCalls(RunContext run, AgentExecution agents)
{
    /// <summary>The return of a call: from the journal, or from executing the agent.</summary>
    /// <exception cref="RunFailedException">The caller's time is over, or agents call each other without an end.</exception>
    /// <exception cref="ExecutionStoppedException">The agent must not go on.</exception>
    public async Task<ToolReturn> RunAsync(
        AgentTool tool, ToolRequest request, ToolStep step, int index, Invocation at, StepPath path,
        CancellationToken cancellationToken)
    {
        if (run.Journal.TryFind(path.Value, out var json))
        {
            var kept = AgentToolReturn.FromJson(json);
            run.Budget.CountInResult(request, kept.Return.Result);
            foreach (var below in kept.Calls)
            {
                run.Budget.CountInResult(below.Request, below.Return.Result);
            }

            step.Restore(index, new ToolCallRecord(path, request, kept.Return));
            run.Count(kept.Usage, at);
            run.Count(kept.Calls, at);
            run.Count(RunMade.Span + kept.Made, at);
            return kept.Return;
        }

        run.Count(RunMade.Span, at);
        var span = run.Interruption.ToolAt(path) ?? Start(tool, request, at, path);
        var tally = new InvocationTally(at.Tally);
        var within = at with { Span = span.Id, Tally = tally };
        var began = run.Clock.GetTimestamp();
        var (result, hasFailed) = await InvokeAsync(tool, request, span, within, path, cancellationToken);
        run.Budget.CountInResult(request, result);
        var took = run.Clock.GetElapsedTime(began);
        var returned = new ToolReturn(result, hasFailed, span.StartedAt, (long)took.TotalMilliseconds);
        var call = new ToolCallRecord(path, request, returned);
        step.Finish(index, call,
        [
            run.Spans.Finished(span, result.Error, writer => ToolSpan.WriteEnd(writer, returned, run.Recording)),
            new RunChange.EffectFinished(
                path.Value, new AgentToolReturn(returned, tally.Usage, tally.Calls, tally.Made).ToJson()),
            new RunChange.EventRecorded(ToolEvents.Ended(run.Hold.Id, span.Id, call)),
        ]);
        return returned;
    }

    private OpenSpan Start(AgentTool tool, ToolRequest request, Invocation at, StepPath path)
    {
        if (at.Scope.IsStopped)
        {
            throw new ExecutionStoppedException(StopReason.SiblingFailed);
        }

        at.Limit.ThrowIfOver();
        return run.Spans.Start(at.Span, SpanKind.ToolExecute, tool.Name, isEffect: false, writer =>
        {
            ToolSpan.WriteStart(writer, tool, request, run.Recording);
            writer.WriteString(SpanAttributes.StepPath, path.Value);
        }, span => ToolEvents.Started(run.Hold.Id, span, request));
    }

    private async Task<(ToolResult Result, bool HasFailed)> InvokeAsync(
        AgentTool tool, ToolRequest request, OpenSpan span, Invocation within, StepPath path,
        CancellationToken cancellationToken)
    {
        try
        {
            var output = await agents.InvokeAsync(tool.Use, tool.InputFrom(request), within, path, cancellationToken);
            return (Result(output, within.Tally!.Calls.Count), false);
        }
        catch (ToolException failure)
        {
            return (ToolResult.Failed(failure.Message), true);
        }
        catch (RunFailedException failure)
            when (!within.Limit.IsOver && !RunErrorCodes.EndsRun(failure.Error.Code))
        {
            return (ToolResult.Failed(failure.Message), true);
        }
        catch (Exception exception)
        {
            agents.End(span, exception);
            throw;
        }
    }

    private static ToolResult Result(AgentOutput output, int toolCalls)
    {
        var json = JsonText.WriteObject((output.Value, toolCalls), static (writer, it) =>
        {
            writer.WritePropertyName("output");
            it.Value.WriteTo(writer);
            writer.WriteNumber("toolCalls", it.toolCalls);
        });
        try
        {
            return new ToolResult(ToolValues.Accept(JsonText.Parse(json)));
        }
        catch (JsonException)
        {
            throw new ToolException($"The agent answered with JSON that is nested deeper than {ToolLimits.MaxDepth} levels.");
        }
    }
}
