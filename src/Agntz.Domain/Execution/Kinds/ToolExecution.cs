using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>
/// Executes a tool agent: one call of one tool. What the tool answers is the output, also where that is an error; a
/// tool that does not answer fails the run.
/// </summary>
internal sealed class ToolExecution(RunContext run, AgentExecution agents)
{
    private readonly ToolOpening _opening = new(run);

    public async Task<AgentOutput> ExecuteAsync(
        ToolManifest agent, AgentState state, Invocation at, CancellationToken cancellationToken)
    {
        await using var tools = await _opening.OpenAsync([agent.Tool], agent.Id, state, at, cancellationToken);
        if (tools.All is not [var tool])
        {
            throw new RunFailedException(new RunError(
                $"The tool of agent '{agent.Id}' stands for {tools.All.Count} tools instead of one.",
                RunErrorCodes.ToolNotFound));
        }

        var path = at.Path.Call(0);
        var request = new ToolRequest(path.Value, tool.Name, agent.Params?.Resolve(state) ?? ToolValues.Nothing);
        var returned = await new ToolCalls(run, agents, agent.Id, state, tools)
            .RunAsync(request, at, cancellationToken);
        return returned.HasFailed
            ? throw new RunFailedException(new RunError(
                $"Tool '{tool.Name}' of agent '{agent.Id}' failed: {returned.Result.Error}", RunErrorCodes.ToolFailed))
            : new AgentOutput(returned.Result.Value, state);
    }
}
