using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Scheduling;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Budgets;

/// <summary>Runs that only compute take turns with others, and take no thread from anybody else.</summary>
public sealed class RunSchedulerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_RunsThatOnlySkip_LetAnotherRunEndMeanwhile()
    {
        using var scheduler = new RunScheduler();
        var greedy = Enumerable.Range(0, 2 * scheduler.MaximumConcurrencyLevel)
            .Select(_ => new TestExecution { Limits = new RunLimits { MaxSteps = int.MaxValue } }).ToList();
        var skipping = GreedyAgents.Skipping(2_000, "nobody");
        var executions = greedy.Select(run => scheduler.RunAsync(() => run.ExecuteAsync(skipping, null, Token))).ToList();
        using var innocent = new TestExecution();

        await scheduler.RunAsync(() => innocent.ExecuteAsync(WideAgents.Sequence(20, "fake"), "\"x\"", Token));

        Assert.IsType<RunOutcome.Completed>(innocent.Writer.Ending.Outcome);
        Assert.All(executions, execution => Assert.False(execution.IsCompleted));
        greedy.ForEach(run => run.Hold.Cancel(CancelMode.Finish));
        await Task.WhenAll(executions);
        Assert.All(greedy, run => Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome));
        greedy.ForEach(run => run.Dispose());
    }

    [Fact]
    public async Task Execute_CallThatBlocks_BlocksNoThreadOfRuns()
    {
        using var scheduler = new RunScheduler();
        using var release = new ManualResetEventSlim();
        var isOfRuns = true;
        using var run = new TestExecution(_ =>
        {
            isOfRuns = TaskScheduler.Current == scheduler;
            release.Wait(Token);
            return Task.FromResult("done");
        });
        var execution = scheduler.RunAsync(() => run.ExecuteAsync(
            WideAgents.Fork(scheduler.MaximumConcurrencyLevel, "fake"), "\"x\"", Token));

        using var other = new TestExecution();
        await scheduler.RunAsync(() => other.ExecuteAsync(GreedyAgents.Skipping(10, "nobody"), null, Token));

        Assert.False(execution.IsCompleted);
        release.Set();
        await execution;
        Assert.False(isOfRuns);
    }

    [Fact]
    public async Task Dispose_RunInAWait_EndsAllTheSame()
    {
        var scheduler = new RunScheduler();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<string>();
        using var run = new TestExecution(_ =>
        {
            asked.SetResult();
            return answer.Task;
        });
        var execution = scheduler.RunAsync(() => run.ExecuteAsync(WideAgents.Fork(1, "fake"), "\"x\"", Token));
        await asked.Task.WaitAsync(Token);

        scheduler.Dispose();
        answer.SetResult("done");

        await execution.WaitAsync(Token);
        Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome);
    }
}
