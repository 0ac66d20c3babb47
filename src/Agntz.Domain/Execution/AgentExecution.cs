using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Kinds;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>Executes agents of every kind within one run.</summary>
internal sealed class AgentExecution
{
    private readonly RunContext _run;
    private readonly LlmExecution _llm;
    private readonly ToolExecution _tool;
    private readonly SequentialExecution _sequential;
    private readonly ParallelExecution _parallel;

    public AgentExecution(RunContext run)
    {
        _run = run;
        _llm = new LlmExecution(run, this);
        _tool = new ToolExecution(run, this);
        _sequential = new SequentialExecution(run, this);
        _parallel = new ParallelExecution(run, this);
    }

    /// <summary>Executes an agent whose span has begun.</summary>
    public async Task<AgentOutput> ExecuteAsync(
        AgentManifest agent, JsonElement? input, Invocation at, CancellationToken cancellationToken)
    {
        using var limit = InvocationLimit.Of(agent, at.Limit, _run.Clock);
        var within = limit is null ? at : at with { Limit = limit };
        using var held = new HeldBytes(_run.Budget);
        var state = InitialState.From(agent, input, held);
        return agent switch
        {
            LlmManifest llm => await _llm.ExecuteAsync(llm, state, within, cancellationToken),
            ToolManifest tool => await _tool.ExecuteAsync(tool, state, within, cancellationToken),
            SequentialManifest sequential =>
                await _sequential.ExecuteAsync(sequential, input, state, within, cancellationToken),
            ParallelManifest parallel =>
                await _parallel.ExecuteAsync(parallel, input, state, within, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(agent), agent.Kind, "Not an agent kind."),
        };
    }

    /// <summary>Executes an agent as a part of another, under a span of its own.</summary>
    public async Task<AgentOutput> InvokeAsync(
        AgentUse use, JsonElement? input, Invocation parent, StepPath path,
        CancellationToken cancellationToken)
    {
        await _run.PaceAsync(parent, cancellationToken);
        _run.Count(RunMade.Execution, parent);
        var (agent, version) = _run.Resolve(use);
        var within = parent.Deeper();
        var left = _run.Interruption.AgentAt(path, out var hasEnded);
        if (left is not null && hasEnded)
        {
            // All its calls are in the journal: its output is made again from there, and nothing is recorded.
            return await ExecuteAsync(
                agent, InputCheck.Accept(agent, input), within with { Span = left.Id, Path = path }, cancellationToken);
        }

        var span = left ?? _run.Spans.Start(parent.Span, SpanKind.AgentInvoke, agent.Id, isEffect: false,
            writer => AgentSpan.WriteAttributes(writer, agent, version, path));
        try
        {
            var output = await ExecuteAsync(
                agent, InputCheck.Accept(agent, input), within with { Span = span.Id, Path = path }, cancellationToken);
            _run.Spans.Succeed(span);
            return output;
        }
        catch (Exception exception)
        {
            End(span, exception);
            throw;
        }
    }

    /// <summary>Ends the span of something whose execution goes no further, as what goes on there says.</summary>
    public void End(OpenSpan span, Exception exception)
    {
        switch (exception)
        {
            // What is open when a run ends cancelled is closed by its ending, which knows what has begun at all.
            case ExecutionStoppedException { Reason: StopReason.Dropped or StopReason.Cancelled }
                or OperationCanceledException:
                break;
            case ExecutionStoppedException stopped:
                _run.Spans.Cancel(span, stopped.Message);
                break;
            case RunFailedException failed:
                _run.Spans.Fail(span, failed.Message);
                break;
            default:
                _run.Spans.Fail(span, RunErrors.Of(exception).Message);
                break;
        }
    }
}
