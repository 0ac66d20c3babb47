using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Tests.Runs;

public sealed class RunHoldTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunHold _hold = NewHold();

    [Fact]
    public async Task Drop_WhoeverHearsOfItHangs_ReturnsAllTheSame()
    {
        using var release = new ManualResetEventSlim();
        await using var heard = _hold.Dropped.Register(release.Wait);

        await Task.Run(_hold.Drop, TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(_hold.IsDropped);
        release.Set();
    }

    [Fact]
    public async Task Cancel_WhoeverHearsOfItHangs_ReturnsAllTheSame()
    {
        using var release = new ManualResetEventSlim();
        await using var heard = _hold.Cancelled.Register(release.Wait);
        await using var aborted = _hold.Aborted.Register(release.Wait);

        await Task.Run(() => _hold.Cancel(CancelMode.Abort), TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(_hold.Cancelled.IsCancellationRequested);
        Assert.True(_hold.Aborted.IsCancellationRequested);
        release.Set();
    }

    [Fact]
    public void Drop_WhoeverHearsOfItFails_FailsNobodyElse()
    {
        using var heard = _hold.Dropped.Register(() => throw new InvalidOperationException("Not now."));

        _hold.Drop();

        Assert.True(_hold.IsDropped);
    }

    private static RunHold NewHold()
    {
        var ids = new IdSource(TimeProvider.System, new Random(1));
        return new RunHold(new Owner(1, "agntz", "local"), ids.NewRunId(), ids.NewGuid(), 1, ids.NewSpanId());
    }
}
