using Agntz.Domain.Ids;
using Agntz.Domain.Runs;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Domain.Tests.Ids;

public sealed class IdSourceTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(0x0123_4567_89AB));

    [Fact]
    public void NewRunId_IsAUuidOfVersion7MadeFromTheClock()
    {
        var digits = new IdSource(_clock, new Random(1)).NewRunId().ToTraceId();

        Assert.StartsWith("0123456789ab7", digits);
        Assert.Contains(digits[16], "89ab");
    }

    [Fact]
    public void NewRunId_LaterClock_SortsAfter()
    {
        var ids = new IdSource(_clock, new Random(1));

        var first = ids.NewRunId().ToString();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = ids.NewRunId().ToString();

        Assert.True(string.CompareOrdinal(first, second) < 0);
    }

    [Theory]
    [InlineData("run_0123456789ab7000800000000000000f", true)]
    [InlineData("0123456789ab7000800000000000000f", true)]
    [InlineData("run_0123456789AB7000800000000000000F", true)]
    [InlineData("run_", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("0123456789ab-7000-8000-00000000000f", false)]
    public void TryParse_TakesBothSpellings(string? text, bool expected)
    {
        Assert.Equal(expected, RunId.TryParse(text, out var id));
        Assert.Equal(expected, id.ToString() is "run_0123456789ab7000800000000000000f");
    }
}
