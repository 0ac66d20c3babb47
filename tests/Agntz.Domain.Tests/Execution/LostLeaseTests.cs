using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

/// <summary>The worker's lease is not renewed while a run goes on.</summary>
public sealed class LostLeaseTests
{
    private const string Pipeline =
        """
        id: line
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: y}
          - agent: {id: second, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: y}

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_RunIsLostWhileTheNextEffectWaitsForTheLease_EndsNothing()
    {
        TestExecution? started = null;
        using var run = new TestExecution(_ =>
        {
            started!.Clock.Advance(TestExecution.Lease);
            return Task.FromResult("done");
        });
        started = run;
        run.Time = RunTime.Of(TimeSpan.FromDays(1));

        var execution = run.ExecuteAsync(Pipeline, "\"x\"", Token);
        Assert.False(execution.IsCompleted);
        run.Hold.Drop();
        await execution.WaitAsync(Token);

        Assert.Single(run.Models.Calls);
        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }
}
