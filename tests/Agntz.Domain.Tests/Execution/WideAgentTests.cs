using System.Text.Json;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

public sealed class WideAgentTests
{
    [Fact]
    public async Task Execute_PipelineOfAThousandSteps_RunsEachOnceInOrder()
    {
        using var run = new TestExecution(call => Task.FromResult((int.Parse(call.Message) + 1).ToString()));

        Assert.Equal("\"1000\"", await run.OutputAsync(WideAgents.Sequence(1_000, "fake"), "\"0\""));

        Assert.Equal(Enumerable.Range(0, 1_000), run.Models.Calls.Select(call => int.Parse(call.Message)));
    }

    [Fact]
    public async Task Execute_TwoHundredBranches_AreAllUnderWayAtTheSameTime()
    {
        var all = new TaskCompletionSource();
        var begun = 0;
        using var run = new TestExecution(async call =>
        {
            if (Interlocked.Increment(ref begun) == 200)
            {
                all.SetResult();
            }

            await all.Task;
            return call.Message;
        });

        var output = JsonElement.Parse(await run.OutputAsync(WideAgents.Fork(200, "fake"), "\"x\""));

        Assert.Equal(Enumerable.Range(0, 200).Select(branch => $"b{branch}"),
            output.EnumerateObject().Select(branch => branch.Name));
        Assert.All(output.EnumerateObject(), branch => Assert.Equal("x", branch.Value.GetString()));
    }
}
