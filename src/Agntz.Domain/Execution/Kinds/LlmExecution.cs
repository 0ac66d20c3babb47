using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>Executes an llm agent: one model call, tried again where that may help.</summary>
internal sealed class LlmExecution(RunContext run)
{
    public async Task<AgentOutput> ExecuteAsync(
        LlmManifest agent, AgentState state, Invocation at, CancellationToken cancellationToken)
    {
        var client = run.Models.Find(agent.Model.Provider, agent.Model.Name) ?? throw UnknownProvider(agent.Model);
        var call = new ModelEffect(
            run, client, agent.Model, ModelRequest.Messages(agent, state), ModelRequest.Options(agent));
        var reply = await run.Effects.RunAsync(call, at, at.Path.Turn(0), cancellationToken);
        run.Count(reply.Usage, reply.Report);
        return new AgentOutput(StructuredOutput.Read(agent, reply.Text), state);
    }

    private RunFailedException UnknownProvider(ModelSettings model) => new(new RunError(
        $"No model provider is named '{model.Provider}'. Configured are: {string.Join(", ", run.Models.Names)}. "
        + $"Set Models__Providers__{model.Provider}__BaseUrl, or use one of these.",
        RunErrorCodes.ProviderNotFound));
}
