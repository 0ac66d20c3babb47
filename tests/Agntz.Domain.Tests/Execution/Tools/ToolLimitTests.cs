using System.Text.Json;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools;

public sealed class ToolLimitTests
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: fake, name: m}
        instruction: Help.
        tools: [{kind: local, tools: [tick]}]

        """;

    [Theory]
    [InlineData("", 10)]
    [InlineData("maxSteps: 3", 3)]
    [InlineData("maxSteps: 1", 1)]
    public async Task Execute_ModelNeverDone_FailsAfterSoManyCalls(string setting, int calls)
    {
        var tool = new FakeTool("tick", "1");
        using var run = Endless(tool);

        var error = await run.ErrorAsync(Agent + setting);

        Assert.Equal("MAX_STEPS_EXCEEDED", error.Code);
        Assert.Equal(calls, run.Models.Calls.Count);
        Assert.Equal(calls - 1, tool.Calls.Count);
    }

    // Every call of the fake model uses three tokens.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(6, 2)]
    public async Task Execute_BudgetUsedUp_AsksTheModelNoMore(int budget, int calls)
    {
        using var run = Endless(new FakeTool("tick", "1"));

        var error = await run.ErrorAsync($"{Agent}tokenBudget: {budget}");

        Assert.Equal("TOKEN_BUDGET_EXCEEDED", error.Code);
        Assert.Equal(calls, run.Models.Calls.Count);
    }

    [Fact]
    public async Task Execute_TimeOverDuringAModelCall_BreaksItOffAndFails()
    {
        var asked = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<string>().Task;
        })
        { LocalTools = [new FakeTool("tick", "1")] };

        var error = run.ErrorAsync(Agent + "timeoutMs: 200");
        await asked.Task;
        run.Clock.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal("INVOCATION_TIMEOUT", (await error).Code);
        Assert.Equal([("model.call", "m", (SpanStatus?)SpanStatus.Error)], run.Spans());
    }

    [Fact]
    public async Task Execute_TimeOverDuringAToolCall_FailsInsteadOfTellingTheModel()
    {
        var began = new TaskCompletionSource();
        using var run = Endless(new FakeTool("tick", (_, _, _) =>
        {
            began.SetResult();
            return new TaskCompletionSource<JsonElement>().Task;
        }));

        var error = run.ErrorAsync(Agent + "timeoutMs: 200");
        await began.Task;
        run.Clock.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal("INVOCATION_TIMEOUT", (await error).Code);
        Assert.Equal(("tool.execute", "tick", (SpanStatus?)SpanStatus.Error), run.Spans()[^1]);
    }

    [Fact]
    public async Task Execute_TimeOfAPipelineOver_EndsWhatIsInIt()
    {
        var asked = new TaskCompletionSource();
        using var run = new TestExecution(_ =>
        {
            asked.SetResult();
            return new TaskCompletionSource<string>().Task;
        });

        var error = run.ErrorAsync(
            """
            id: line
            kind: sequential
            timeoutMs: 200
            steps:
              - agent: {id: a, kind: llm, model: {provider: fake, name: m}, instruction: x, timeoutMs: 60000}

            """);
        await asked.Task;
        run.Clock.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Contains("'line'", (await error).Message, StringComparison.Ordinal);
        Assert.All(run.Spans(), span => Assert.Equal(SpanStatus.Error, span.Status));
    }

    [Fact]
    public async Task Execute_TimeOverBetweenCalls_StartsNothingMore()
    {
        TestExecution? run = null;
        using var slow = run = Endless(new FakeTool("tick", (_, _, _) =>
        {
            run!.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(JsonElement.Parse("1"));
        }));

        var error = await slow.ErrorAsync(Agent + "timeoutMs: 500");

        Assert.Equal("INVOCATION_TIMEOUT", error.Code);
    }

    private static TestExecution Endless(FakeTool tool) =>
        new(new FakeModels(call => Task.FromResult(new FakeReply("", ($"c{call.Turn}", "tick", "{}")))))
        {
            LocalTools = [tool],
        };
}
