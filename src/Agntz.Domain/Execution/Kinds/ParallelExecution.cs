using System.Runtime.ExceptionServices;
using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>
/// Executes branches at the same time. The first failure lets no sibling start anything more, and is the agent's own
/// failure once every sibling has come to rest: so nothing ends after its parent.
/// </summary>
internal sealed class ParallelExecution(RunContext run, AgentExecution agents)
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    public async Task<AgentOutput> ExecuteAsync(
        ParallelManifest agent, JsonElement? input, AgentState state, Invocation at,
        CancellationToken cancellationToken)
    {
        using var scope = new BranchScope(at.Scope);
        var running = agent.Steps.Count;
        var outputs = new JsonElement[agent.Steps.Count];
        ExceptionDispatchInfo? failure = null;
        await run.Budget.Branches.RunAsync(agent.Steps.Count, RunBranchAsync);
        failure?.Throw();
        for (var index = 0; index < outputs.Length; index++)
        {
            state.SetShared(agent.Steps[index].StateKey, outputs[index]);
        }

        return new AgentOutput(agent.Output?.Resolve(state) ?? Gather(agent, outputs), state);

        async Task RunBranchAsync(int index)
        {
            var branch = agent.Steps[index];
            try
            {
                run.Count(RunMade.Step, at);
                outputs[index] = branch.When?.IsTrue(state) is false
                    ? await SkipAsync()
                    : await InvokeAsync(branch, index);
                state.Held?.Add(JsonSize.Of(outputs[index]));
            }
            catch (Exception exception)
            {
                scope.Stop();
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }

            // The last branch's changes go with whatever the pipeline does next, in one transaction.
            if (Interlocked.Decrement(ref running) > 0)
            {
                run.Recorder.Post();
            }
        }

        async Task<JsonElement> SkipAsync()
        {
            await run.PaceAndStopAsync(at, cancellationToken);
            return Null;
        }

        async Task<JsonElement> InvokeAsync(Step branch, int index)
        {
            var given = branch.Input?.Resolve(state) ?? input;
            using var mapped = branch.Input is null ? null : new HeldBytes(run.Budget, JsonSize.Of(given!.Value));
            var within = at with { Scope = scope };
            var output = await agents.InvokeAsync(branch.Agent, given, within, at.Path.Step(index), cancellationToken);
            return output.Value;
        }
    }

    private static JsonElement Gather(ParallelManifest agent, JsonElement[] outputs) =>
        JsonText.Parse(JsonText.WriteObject((agent, outputs), static (writer, it) =>
        {
            for (var index = 0; index < it.outputs.Length; index++)
            {
                writer.WritePropertyName(it.agent.Steps[index].StateKey);
                it.outputs[index].WriteTo(writer);
            }
        }));
}
