using System.Text.Json;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Tests.Execution;

/// <summary>What the model of a run's root agent is told of the session, and what the run adds to it.</summary>
public sealed class SessionHistoryTests
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: fake, name: a}
        instruction: Help.
        """;

    private const string Pipeline =
        """
        id: line
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: "{{userQuery}}"}

        """;

    [Fact]
    public async Task Execute_LlmRoot_GivesItsModelTheHistoryBetweenInstructionAndQuestion()
    {
        using var run = new TestExecution(session: "chat");
        run.Sessions.Add("user", "\"Hello\"");
        run.Sessions.Add("assistant", """[{"type":"text","text":"Hi"},{"type":"image","url":"x"},{"type":"text","text":"there"}]""");

        await run.OutputAsync(Agent, "\"And?\"");

        Assert.Equal(
            [(ChatRole.System, "Help."), (ChatRole.User, "Hello"), (ChatRole.Assistant, "Hi\nthere"), (ChatRole.User, "And?")],
            Assert.Single(run.Models.Calls).Messages.Select(message => (message.Role, message.Text)));
    }

    [Fact]
    public async Task Execute_LongHistory_GivesTheLastFiftyMessagesWithoutInstructionsAndToolOutputs()
    {
        using var run = new TestExecution(session: "chat");
        Enumerable.Range(0, 60).ToList().ForEach(index => run.Sessions.Add("user", $"\"{index}\""));
        run.Sessions.Add("system", "\"Obey.\"");
        run.Sessions.Add("tool", "\"4\"");
        run.Sessions.Add("system", "\"[Conversation Summary] They talked.\"");

        await run.OutputAsync(Agent, "\"And?\"");

        Assert.Equal(
            ["Help.", .. Enumerable.Range(13, 47).Select(index => $"{index}"), "[Conversation Summary] They talked.", "And?"],
            Assert.Single(run.Models.Calls).Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task Execute_HistoryInTheJournal_IsNotReadAgain()
    {
        using var before = new TestExecution(session: "chat");
        before.Sessions.Add("user", "\"Hello\"");
        await before.OutputAsync(Agent, "\"And?\"");
        var kept = before.Writer.Changes.OfType<RunChange.EffectFinished>().Single(effect => effect.Path == "history");
        using var after = new TestExecution(session: "chat")
        {
            Journal = new Journal(new Dictionary<string, string> { ["history"] = kept.Output }),
        };

        await after.OutputAsync(Agent, "\"And?\"");

        Assert.Equal(0, after.Sessions.Reads);
        Assert.Equal("Hello", after.Models.Calls.Single().Messages[1].Text);
    }

    [Fact]
    public async Task Execute_AgentWithinAPipeline_IsToldNothingOfTheSession()
    {
        using var run = new TestExecution(session: "chat");
        run.Sessions.Add("user", "\"Hello\"");

        await run.OutputAsync(Pipeline, "\"And?\"");

        Assert.Equal(0, run.Sessions.Reads);
        Assert.Equal(2, run.Models.Calls.Single().Messages.Count);
    }

    [Fact]
    public async Task Execute_RunOfASession_AddsItsInputAndItsFinalOutput()
    {
        using var run = new TestExecution(_ => Task.FromResult("Well \"done\""), session: "chat");

        await run.ExecuteAsync(Pipeline, """{"topic":"Tea"}""", TestContext.Current.CancellationToken);

        var turn = run.Writer.Ending.Turn!;
        Assert.Equal("""{"topic":"Tea"}""", JsonElement.Parse(turn.Input).GetString());
        Assert.Contains("Well \"done\"", JsonElement.Parse(turn.Output).GetString(), StringComparison.Ordinal);
        Assert.Null(turn.ToolCalls);
        var result = JsonElement.Parse(Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result);
        Assert.Equal("chat", result.GetProperty("sessionId").GetString());
    }

    [Fact]
    public async Task Execute_RunWithoutASession_AddsNothing()
    {
        using var run = new TestExecution();

        await run.OutputAsync(Agent, "\"And?\"");

        Assert.Equal(0, run.Sessions.Reads);
        Assert.Null(run.Writer.Ending.Turn);
    }
}
