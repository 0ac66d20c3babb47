using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Budgets;

/// <summary>A run that records and never waits is handed over in parts, and waits when nothing is committed.</summary>
public sealed class PendingChangesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_CommitsThatDoNotCome_TheRunWaitsWithWhatItMay()
    {
        var stuck = new TaskCompletionSource<CommitOutcome>();
        using var run = new TestExecution { Limits = new RunLimits { MaxExecutions = 3_000, MaxPendingBytes = 100_000 } };
        run.Writer.Commit = write => write.Ending is null ? stuck.Task : Task.FromResult(CommitOutcome.Committed);

        var execution = run.ErrorAsync(GreedyAgents.IdleLoop);

        Assert.False(execution.IsCompleted);
        Assert.InRange(run.Writer.Changes.Sum(change => change.Bytes), 90_000, 110_000);
        Assert.All(run.Writer.Writes, write => Assert.InRange(write.Changes.Sum(change => change.Bytes), 0, 20_000));
        stuck.SetResult(CommitOutcome.Committed);
        Assert.Equal("RUN_TOO_LARGE", (await execution).Code);
    }

    [Fact]
    public async Task Execute_RunIsDroppedWhileItWaitsForRoom_Ends()
    {
        var stuck = new TaskCompletionSource<CommitOutcome>();
        using var run = new TestExecution { Limits = new RunLimits { MaxPendingBytes = 100_000 } };
        run.Writer.Commit = _ => stuck.Task;
        var execution = run.ExecuteAsync(GreedyAgents.IdleLoop, null, Token);

        run.Hold.Drop();
        stuck.SetResult(CommitOutcome.Dropped);
        await execution;

        Assert.DoesNotContain(run.Writer.Writes, write => write.Ending is not null);
    }
}
