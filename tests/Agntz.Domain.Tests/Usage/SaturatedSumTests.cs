using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Tests.Usage;

public sealed class SaturatedSumTests
{
    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(long.MaxValue, 0, long.MaxValue)]
    [InlineData(long.MaxValue, 1, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MinValue, -1)]
    [InlineData(long.MinValue, -1, long.MinValue)]
    public void Of_TwoCounts_StopsAtTheLastNumber(long left, long right, long sum) =>
        Assert.Equal(sum, SaturatedSum.Of(left, right));

    [Fact]
    public void Of_TwoCosts_StopsAtTheLastNumber()
    {
        Assert.Equal(3, SaturatedSum.Of(1m, 2m));
        Assert.Equal(decimal.MaxValue, SaturatedSum.Of(decimal.MaxValue, decimal.MaxValue));
    }

    [Fact]
    public void Usage_OfMoreThanAllNumbers_StopsAtTheLargest()
    {
        var usage = new RunUsage(long.MaxValue, 7) + new RunUsage(1, 1);

        Assert.Equal(new RunUsage(long.MaxValue, 8), usage);
        Assert.Equal(long.MaxValue, usage.TotalTokens);
    }
}
