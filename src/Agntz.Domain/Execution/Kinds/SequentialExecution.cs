using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>
/// Executes the steps of a sequence, each after the one before; again and again where it loops. The state goes on from
/// pass to pass, and so does what a step without an input mapping gets: the output of the step before.
/// </summary>
internal sealed class SequentialExecution(RunContext run, AgentExecution agents)
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public async Task<AgentOutput> ExecuteAsync(
        SequentialManifest agent, JsonElement? input, AgentState state, Invocation at,
        CancellationToken cancellationToken)
    {
        var upstream = input;
        for (var pass = 0; pass < agent.MaxIterations; pass++)
        {
            var last = await RunPassAsync(agent, pass, upstream, state, at, cancellationToken);
            if (agent.Until?.IsTrue(state) is not false)
            {
                return new AgentOutput(agent.Output?.Resolve(state) ?? last, state);
            }

            upstream = last;
            await run.PaceAndStopAsync(at, cancellationToken);
        }

        throw new RunFailedException(new RunError(
            $"Agent '{agent.Id}' was not done after {agent.MaxIterations} passes of its steps: 'until' did not come true. "
            + "Raise 'maxIterations', or see to it that a step brings it about.",
            RunErrorCodes.MaxIterationsExceeded));
    }

    /// <returns>The output of the last step.</returns>
    private async Task<JsonElement> RunPassAsync(
        SequentialManifest agent, int pass, JsonElement? upstream, AgentState state, Invocation at,
        CancellationToken cancellationToken)
    {
        for (var index = 0; index < agent.Steps.Count; index++)
        {
            run.Count(RunMade.Step, at);
            var step = agent.Steps[index];
            if (step.When is { } when && !when.IsTrue(state))
            {
                await run.PaceAndStopAsync(at, cancellationToken);
                upstream = Null;
            }
            else
            {
                var given = step.Input?.Resolve(state) ?? upstream;
                using var mapped = step.Input is null ? null : new HeldBytes(run.Budget, JsonSize.Of(given!.Value));
                var path = at.Path.Step(index);
                var output = await agents.InvokeAsync(
                    step.Agent, given, at, agent.Until is null ? path : path.Pass(pass), cancellationToken);
                upstream = output.Value;
            }

            state.Set(step.StateKey, upstream.Value);
        }

        return upstream!.Value;
    }
}
