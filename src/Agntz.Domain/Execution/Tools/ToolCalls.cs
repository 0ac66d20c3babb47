using System.Runtime.ExceptionServices;

namespace Agntz.Domain.Execution.Tools;

/// <summary>
/// Carries out the tool calls of one execution of an agent. Those of one step run at the same time; whatever stops one
/// of them lets none of the others start anything more.
/// </summary>
internal sealed class ToolCalls(RunContext run, AgentExecution agents, string agentId, AgentState state, ToolSet tools)
{
    private readonly AgentToolCalls _agents = new(run, agents);

    /// <summary>The calls a model asked for in one step.</summary>
    /// <param name="requests">The calls.</param>
    /// <param name="turn">The step, from 0.</param>
    /// <param name="at">The execution of the agent.</param>
    /// <param name="cancellationToken">Abandons the run.</param>
    /// <returns>What each gave, in the order of the requests.</returns>
    public async Task<IReadOnlyList<ToolReturn>> RunAsync(
        IReadOnlyList<ToolRequest> requests, int turn, Invocation at, CancellationToken cancellationToken)
    {
        var step = new ToolStep(run.Recorder, requests.Count,
            calls => ToolEvents.StepCompleted(run.Hold.Id, at.Span, turn, calls));
        using var scope = new BranchScope(at.Scope);
        var within = at with { Scope = scope };
        var open = requests.Count;
        var returns = new ToolReturn[requests.Count];
        ExceptionDispatchInfo? failure = null;
        await run.Budget.Calls.RunAsync(requests.Count, RunOneAsync);
        failure?.Throw();
        run.Count(step.Calls, at);
        return returns;

        async Task RunOneAsync(int index)
        {
            try
            {
                await run.PaceAndStopAsync(within, cancellationToken);
                returns[index] = await CallAsync(
                    requests[index], step, index, within, at.Path.Turn(turn).Call(index), cancellationToken);
            }
            catch (Exception exception)
            {
                scope.Stop();
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }

            // The last call's changes go with the next call of the model, in one transaction.
            if (Interlocked.Decrement(ref open) > 0)
            {
                run.Recorder.Post();
            }
        }
    }

    /// <summary>A call that is all an agent does.</summary>
    public async Task<ToolReturn> RunAsync(ToolRequest request, Invocation at, CancellationToken cancellationToken)
    {
        var step = new ToolStep(run.Recorder, 1, completed: null);
        var returned = await CallAsync(request, step, 0, at, at.Path.Call(0), cancellationToken);
        run.Count(step.Calls, at);
        return returned;
    }

    private Task<ToolReturn> CallAsync(
        ToolRequest request, ToolStep step, int index, Invocation at, StepPath path,
        CancellationToken cancellationToken)
    {
        var tool = tools.Find(request.Name);
        if (tool is AgentTool agent)
        {
            return _agents.RunAsync(agent, request, step, index, at, path, cancellationToken);
        }

        var context = new ToolCallContext
        {
            Owner = run.Hold.Owner,
            Run = run.Hold.Id,
            AgentId = agentId,
            State = state,
            Path = path,
        };
        var effect = new ToolEffect(run, tool, request, context, step, index);
        return run.Effects.RunAsync(effect, at, path, cancellationToken);
    }
}
