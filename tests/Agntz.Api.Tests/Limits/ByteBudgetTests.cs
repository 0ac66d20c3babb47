using Agntz.Api.Limits;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Limits;

public sealed class ByteBudgetTests
{
    private const long All = 1024 * 1024;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly RequestBudget _budget;

    public ByteBudgetTests() =>
        _budget = new RequestBudget(Options.Create(new RequestOptions { BufferBytes = All }), _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Take_OneOwner_GetsHalfAndLeavesTheRestToOthers()
    {
        using var first = _budget.Open(1);
        using var second = _budget.Open(1);
        using var other = _budget.Open(2);

        Assert.True(first.TryGrowTo(All / 2));
        Assert.False(second.TryGrowTo(1));
        Assert.True(other.TryGrowTo(All / 2));
    }

    [Fact]
    public void Take_TheOldestOfAnOwner_GetsMoreThanTheShareSoThatItComesToItsEnd()
    {
        using var first = _budget.Open(1);
        using var second = _budget.Open(1);
        Assert.True(first.TryGrowTo(All / 4));
        Assert.True(second.TryGrowTo(All / 4));

        Assert.True(first.TryGrowTo(All));
        Assert.False(second.TryGrowTo(All / 2));
        first.Dispose();
        Assert.True(second.TryGrowTo(All / 2));
        Assert.Equal(All / 2, _budget.Used);
    }

    [Fact]
    public async Task Take_NothingFree_WaitsUntilThereIs()
    {
        var first = _budget.Open(1);
        using var second = _budget.Open(1);
        Assert.True(first.TryGrowTo(All / 2));

        var waiting = second.GrowToAsync(All / 2, Wait, Token);
        Assert.False(waiting.IsCompleted);
        first.Dispose();

        Assert.True(await waiting);
        Assert.Equal((All / 2, All / 2), (second.Bytes, _budget.Used));
    }

    [Fact]
    public async Task Take_NothingFreeForLong_GivesUpAndTakesNothing()
    {
        using var first = _budget.Open(1);
        using var second = _budget.Open(1);
        Assert.True(first.TryGrowTo(All / 2));

        var waiting = second.GrowToAsync(1, Wait, Token).AsTask();
        _clock.Advance(Wait);

        Assert.False(await waiting);
        first.Dispose();
        Assert.Equal(0, _budget.Used);
    }

    [Fact]
    public void Close_Twice_GivesBackOnce()
    {
        using var kept = _budget.Open(1);
        var closed = _budget.Open(1);
        Assert.True(kept.TryGrowTo(10) && closed.TryGrowTo(10));

        closed.Dispose();
        closed.Dispose();

        Assert.Equal(10, _budget.Used);
    }
}
