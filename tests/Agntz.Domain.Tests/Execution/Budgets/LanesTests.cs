using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Budgets;

/// <summary>Parts of a run wait for their turn, and never for each other.</summary>
public sealed class LanesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_MoreCallsThanLanes_RunSoManyAtATimeInTheirOrder()
    {
        var (underWay, most) = (0, 0);
        var begun = new SemaphoreSlim(0);
        var release = new SemaphoreSlim(0);
        var tool = new FakeTool("wait", async (arguments, _, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            begun.Release();
            await release.WaitAsync(Token);
            Interlocked.Decrement(ref underWay);
            return arguments;
        });
        using var run = new TestExecution(new FakeModels(call => Task.FromResult(call.Turn == 0
            ? new FakeReply("", [.. Enumerable.Range(0, 50).Select(n => ($"{n}", "wait", $$"""{"n":{{n}}}"""))])
            : new FakeReply(string.Join(',', call.Results)))))
        {
            Limits = new RunLimits { MaxConcurrentCalls = 8 },
            LocalTools = [tool],
        };

        var execution = run.ExecuteAsync(
            """
            id: many
            kind: llm
            model: {provider: fake, name: m}
            instruction: x
            tools: [{kind: local, tools: [wait]}]

            """, "\"x\"", Token);
        for (var call = 0; call < 50; call++)
        {
            await begun.WaitAsync(Token);
            if (call >= 7)
            {
                release.Release();
            }
        }

        release.Release(7);
        await execution;

        Assert.Equal(8, most);
        var all = Enumerable.Range(0, 50).Select(n => $$"""{"n":{{n}}}""").ToList();
        Assert.Equal(all, tool.Calls.Select(call => call.Arguments));
        Assert.Contains(string.Join(',', all).Replace("\"", "\\\"", StringComparison.Ordinal),
            Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result);
    }

    [Fact]
    public async Task Execute_BranchesWithinBranches_NeverWaitForEachOther()
    {
        using var run = new TestExecution(async call =>
        {
            await Task.Yield();
            return call.Message;
        })
        { Limits = new RunLimits { MaxConcurrentBranches = 1 } };
        run.Agents = new Dictionary<string, string> { ["wide-fork"] = WideAgents.Fork(5, "fake") };

        await run.OutputAsync(
            """
            id: outer
            kind: parallel
            branches:
              - {stateKey: a, ref: wide-fork}
              - {stateKey: b, ref: wide-fork}
              - {stateKey: c, ref: wide-fork}

            """, "\"x\"");

        Assert.Equal(15, run.Models.Calls.Count);
    }

    [Fact]
    public async Task Execute_LanesThatComeFree_AreTakenByWhoeverHasMoreToDo()
    {
        var lanes = new Lanes(4);
        var (first, second) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        var (begunOfSecond, endedOfSecond) = (0, new SemaphoreSlim(0));
        var one = lanes.RunAsync(4, _ => first.WaitAsync(Token));
        var two = lanes.RunAsync(10, async _ =>
        {
            Interlocked.Increment(ref begunOfSecond);
            await second.WaitAsync(Token);
            endedOfSecond.Release();
        });
        Assert.Equal(1, begunOfSecond);

        first.Release(4);
        await one;
        second.Release();
        await endedOfSecond.WaitAsync(Token);
        second.Release(9);
        await two;

        Assert.Equal(10, begunOfSecond);
    }
}
