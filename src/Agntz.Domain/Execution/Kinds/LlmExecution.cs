using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Kinds;

/// <summary>
/// Executes an llm agent: its model is asked, and asked again with what the tools it wanted have given, until it wants
/// none.
/// </summary>
internal sealed class LlmExecution(RunContext run, AgentExecution agents)
{
    private readonly ToolOpening _opening = new(run);

    public async Task<AgentOutput> ExecuteAsync(
        LlmManifest agent, AgentState state, Invocation at, CancellationToken cancellationToken)
    {
        var client = run.Models.Find(agent.Model.Provider, agent.Model.Name) ?? throw UnknownProvider(agent.Model);
        await using var tools = await _opening.OpenAsync(agent.Tools, agent.Id, state, at, cancellationToken);
        var calls = new ToolCalls(run, agents, agent.Id, state, tools);
        var history = await SessionHistory.ReadAsync(run, at, cancellationToken);
        var conversation = new Conversation(ModelRequest.Messages(agent, state, history), state.Held!);
        var options = ModelRequest.Options(agent, tools);
        var spent = default(RunUsage);
        for (var turn = 0; ; turn++)
        {
            RefuseBeyondBudget(agent, spent);
            var reply = await AskAsync(client, agent, conversation, options, at, turn, cancellationToken);
            spent += reply.Usage;
            if (reply.ToolRequests.Count == 0)
            {
                return new AgentOutput(StructuredOutput.Read(agent, reply), state);
            }

            // What tools give after the last step, nobody would read: they are not called for nothing.
            RefuseBeyondSteps(agent, turn + 1);
            conversation.Add(reply, await calls.RunAsync(reply.ToolRequests, turn, at, cancellationToken));
        }
    }

    private async Task<ModelReply> AskAsync(
        IChatClient client, LlmManifest agent, Conversation conversation, ChatOptions options, Invocation at, int turn,
        CancellationToken cancellationToken)
    {
        var call = new ModelEffect(run, client, agent.Model, conversation.Messages, options);
        var reply = await run.Effects.RunAsync(call, at, at.Path.Turn(turn), cancellationToken);
        run.Count(reply.Usage, reply.Report, at);
        return reply;
    }

    private static void RefuseBeyondBudget(LlmManifest agent, RunUsage spent)
    {
        if (agent.TokenBudget is { } budget && spent.TotalTokens >= budget)
        {
            throw new RunFailedException(new RunError(
                $"Agent '{agent.Id}' has used {spent.TotalTokens} tokens and its model would have to be asked again: its "
                + $"tokenBudget is {budget}. Raise it, or let the agent call fewer tools.",
                RunErrorCodes.TokenBudgetExceeded));
        }
    }

    private static void RefuseBeyondSteps(LlmManifest agent, int steps)
    {
        if (steps >= agent.MaxSteps)
        {
            throw new RunFailedException(new RunError(
                $"The model of agent '{agent.Id}' still asks for tools after {steps} calls, the agent's maxSteps. Raise it, or "
                + "say in the instruction when the work is done.",
                RunErrorCodes.MaxStepsExceeded));
        }
    }

    private RunFailedException UnknownProvider(ModelSettings model) => new(new RunError(
        $"No model provider is named '{model.Provider}'. Configured are: {string.Join(", ", run.Models.Names)}. "
        + $"Set Models__Providers__{model.Provider}__BaseUrl, or use one of these.",
        RunErrorCodes.ProviderNotFound));
}
