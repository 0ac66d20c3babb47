using System.Text.Json;
using Agntz.Domain.Agents;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>Executes the steps of a sequence, each after the one before.</summary>
internal sealed class SequentialExecution(AgentExecution agents)
{
    public async Task<AgentOutput> ExecuteAsync(
        SequentialManifest agent, JsonElement? input, AgentState state, Invocation at,
        CancellationToken cancellationToken)
    {
        var upstream = input;
        for (var index = 0; index < agent.Steps.Count; index++)
        {
            var step = agent.Steps[index];
            var given = step.Input?.Resolve(state) ?? upstream;
            var output = await agents.InvokeAsync(step.Agent, given, at, at.Path.Step(index), cancellationToken);
            state.Set(step.StateKey, output.Value);
            upstream = output.Value;
        }

        return new AgentOutput(agent.Output?.Resolve(state) ?? upstream!.Value, state);
    }
}
