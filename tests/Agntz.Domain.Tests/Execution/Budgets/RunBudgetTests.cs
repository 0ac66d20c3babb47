using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Budgets;

/// <summary>Runs that make more than one run may end with the limit named, and make no more.</summary>
public sealed class RunBudgetTests
{
    [Theory]
    [InlineData(128, 16)]
    [InlineData(512, 32)]
    [InlineData(64_000, 64)]
    public void ForMemory_SmallProcess_HoldsLessThanALargeOne(long memory, int held)
    {
        var limits = RunLimits.ForMemory(memory << 20);

        Assert.Equal(held << 20, limits.MaxHeldBytes);
        Assert.Equal(held << 18, limits.MaxOutputBytes);
    }

    [Fact]
    public async Task Execute_ProcessWithoutMemory_SaysSo()
    {
        using var run = new TestExecution(_ => throw new InsufficientMemoryException());

        var error = await run.ErrorAsync("id: asking\nkind: llm\nmodel: {provider: fake, name: m}\ninstruction: x\n");

        Assert.Equal(RunErrors.OutOfMemory, error);
    }

    [Fact]
    public async Task Execute_LoopWithoutEffects_EndsAtItsExecutions()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxExecutions = 500 } };

        var error = await run.ErrorAsync(GreedyAgents.IdleLoop);

        AssertTooLarge(error, "more than 500 executions of agents", "Limits__MaxExecutions");
        Assert.Equal(499, run.Writer.Changes.OfType<RunChange.SpanStarted>().Count());
    }

    [Fact]
    public async Task Execute_BranchesInBranchesInBranches_EndAtTheirExecutions()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxExecutions = 1_000 } };
        var agents = GreedyAgents.Bush(200);
        run.Agents = agents.ToDictionary(agent => agent.Id, agent => agent.Yaml);

        var error = await run.ErrorAsync(agents[^1].Yaml);

        AssertTooLarge(error, "more than 1000 executions of agents", "Limits__MaxExecutions");
        Assert.True(run.Writer.Changes.OfType<RunChange.SpanStarted>().Count() < 1_000);
    }

    [Fact]
    public async Task Execute_SkippedSteps_EndAtTheirSteps()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxSteps = 10_000 } };

        var error = await run.ErrorAsync(GreedyAgents.Skipping(300, "nobody"));

        AssertTooLarge(error, "more than 10000 steps and branches", "Limits__MaxSteps");
    }

    [Fact]
    public async Task Execute_TriesOfCalls_EndAtTheirSpans()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxSpans = 20 } };

        var error = await run.ErrorAsync(WideAgents.Fork(50, "fake"));

        AssertTooLarge(error, "more than 20 spans", "Limits__MaxSpans");
        Assert.True(run.Models.Calls.Count < 20);
    }

    [Fact]
    public async Task Execute_DoublingState_IsRefusedBeforeItIsMade()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxOutputBytes = 1_000_000 } };
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = await run.ErrorAsync(GreedyAgents.Doubling, $"\"{new string('x', 400)}\"");

        Assert.Equal("OUTPUT_TOO_LARGE", error.Code);
        Assert.Contains("more than 1000000 bytes", error.Message);
        Assert.Contains("Limits__MaxOutputBytes", error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60_000_000);
    }

    [Fact]
    public async Task Execute_ValuesWithinValues_AreCountedAsTheyAreWritten()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxOutputBytes = 10_000 } };
        var items = string.Join(", ", Enumerable.Repeat("\"{{userQuery}}\"", 100));

        var error = await run.ErrorAsync(
            $$$"""
            id: copies
            kind: sequential
            steps: [{when: "false", agent: {id: a, kind: llm, model: {provider: fake, name: m}, instruction: x}}]
            output: {items: [{{{items}}}]}

            """, JsonSerializer.Serialize(new { a = new string('x', 1_000) }));

        Assert.Equal("OUTPUT_TOO_LARGE", error.Code);
    }

    [Fact]
    public async Task Execute_BranchesThatHoldTooMuchAtATime_Fail()
    {
        var never = new TaskCompletionSource<string>();
        using var run = new TestExecution(_ => never.Task) { Limits = new RunLimits { MaxHeldBytes = 50_000 } };
        var execution = run.ErrorAsync(WideAgents.Fork(50, "fake"), $"\"{new string('x', 2_000)}\"");
        never.SetResult("done");

        var error = await execution;

        Assert.Equal("OUTPUT_TOO_LARGE", error.Code);
        Assert.Contains("Limits__MaxHeldBytes", error.Message);
        Assert.InRange(run.Models.Calls.Count, 20, 26);
    }

    [Fact]
    public async Task Execute_StepsOneAfterTheOther_HoldOnlyWhatIsStillThere()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxHeldBytes = 50_000 } };

        var error = await run.ErrorAsync(
            """
            id: line
            kind: sequential
            until: "{{big}} == 1"
            maxIterations: 200
            steps:
              - input: {text: "{{userQuery}}{{userQuery}}"}
                stateKey: big
                agent:
                  id: a
                  kind: sequential
                  steps: [{when: "false", stateKey: none, agent: {id: s, kind: llm, model: {provider: fake, name: m}, instruction: x}}]
                  output: {text: "{{text}}"}

            """, $"\"{new string('x', 5_000)}\"");

        Assert.Equal("MAX_ITERATIONS_EXCEEDED", error.Code);
    }

    [Fact]
    public async Task Execute_EndlessAnswerOfAModel_IsBrokenOff()
    {
        var models = new FakeModels(_ => throw new InvalidOperationException("Whole answers are not asked for."))
        {
            Pieces = static _ => EndlessAsync(),
        };
        using var run = new TestExecution(models) { Limits = new RunLimits { MaxOutputBytes = 100_000 } };

        var error = await run.ErrorAsync(WideAgents.Fork(1, "fake"), "\"x\"");

        Assert.Equal("OUTPUT_TOO_LARGE", error.Code);
        Assert.StartsWith("An answer of a model came to more than 100000 bytes", error.Message);
    }

    [Fact]
    public async Task Execute_LargeAnswersOfTools_FailBeforeTheirResultIsWritten()
    {
        using var run = new TestExecution { Limits = new RunLimits { MaxOutputBytes = 100_000 } };
        run.LocalTools = [new FakeTool("big", $"\"{new string('x', 60_000)}\"")];

        var error = await run.ErrorAsync(GreedyAgents.Calls(30, "{kind: local, name: big}"));

        Assert.Equal("OUTPUT_TOO_LARGE", error.Code);
        Assert.Contains("The result of the run", error.Message);
        Assert.Single(run.Writer.Changes.OfType<RunChange.EffectFinished>());
    }

    [Fact]
    public async Task Execute_AgentWhoseToolIsItself_EndsTheRunAndNoModelIsToldOfIt()
    {
        using var run = new TestExecution(CallingItself(maxDepth: 20)) { Limits = new RunLimits { MaxExecutions = 200 } };
        run.Agents = new Dictionary<string, string> { ["itself"] = GreedyAgents.Itself("fake") };

        var error = await run.ErrorAsync(GreedyAgents.Itself("fake"), "\"x\"");

        AssertTooLarge(error, "more than 200 executions of agents", "Limits__MaxExecutions");
        Assert.True(run.Models.Calls.Count <= 2 * 200);
    }

    [Fact]
    public async Task Execute_ResumedRun_IsCountedFromItsBeginning()
    {
        var limits = new RunLimits { MaxExecutions = 60 };
        using var whole = new TestExecution(CallingItself(maxDepth: 4)) { Limits = limits };
        whole.Agents = new Dictionary<string, string> { ["itself"] = GreedyAgents.Itself("fake") };
        await whole.OutputAsync(GreedyAgents.Itself("fake"), "\"x\"");
        using var resumed = new TestExecution(CallingItself(maxDepth: 4))
        {
            Limits = limits with { MaxExecutions = 30 },
            Agents = whole.Agents,
            Journal = new Journal(whole.Writer.Changes.OfType<RunChange.EffectFinished>()
                .ToDictionary(effect => effect.Path, effect => effect.Output)),
        };

        var error = await resumed.ErrorAsync(GreedyAgents.Itself("fake"), "\"x\"");

        AssertTooLarge(error, "more than 30 executions of agents", "Limits__MaxExecutions");
        Assert.Empty(resumed.Models.Calls);
    }

    private static FakeModels CallingItself(int maxDepth) => new(call => Task.FromResult(
        call.Turn == 0 && call.Message.Length <= maxDepth
            ? new FakeReply("",
                ("1", "invoke_itself", JsonSerializer.Serialize(new { input = call.Message + "x" })),
                ("2", "invoke_itself", JsonSerializer.Serialize(new { input = call.Message + "x" })))
            : new FakeReply("done")));

    private static async IAsyncEnumerable<string> EndlessAsync()
    {
        while (true)
        {
            await Task.Yield();
            yield return new string('@', 1_000);
        }
    }

    private static void AssertTooLarge(RunError error, string limit, string option)
    {
        Assert.Equal("RUN_TOO_LARGE", error.Code);
        Assert.Contains(limit, error.Message);
        Assert.Contains(option, error.Message);
    }
}
