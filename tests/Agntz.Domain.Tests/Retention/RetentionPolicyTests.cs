using Agntz.Domain.Retention;

namespace Agntz.Domain.Tests.Retention;

public sealed class RetentionPolicyTests
{
    [Theory]
    [InlineData(null, null, RetentionMode.Session)]
    [InlineData(null, RetentionMode.None, RetentionMode.None)]
    [InlineData(null, RetentionMode.Session, RetentionMode.Session)]
    [InlineData(RetentionMode.Result, null, RetentionMode.Result)]
    [InlineData(RetentionMode.Result, RetentionMode.Result, RetentionMode.Result)]
    [InlineData(RetentionMode.Session, RetentionMode.Result, RetentionMode.Result)]
    [InlineData(RetentionMode.Result, RetentionMode.None, RetentionMode.None)]
    public void Of_RequestThatIsNoLessStrict_IsWhatItSays(
        RetentionMode? manifest, RetentionMode? request, RetentionMode expected) =>
        Assert.Equal(expected, Of(manifest, request)!.Mode);

    [Theory]
    [InlineData(RetentionMode.Result, RetentionMode.Session)]
    [InlineData(RetentionMode.None, RetentionMode.Result)]
    [InlineData(RetentionMode.None, RetentionMode.Session)]
    public void Of_RequestThatIsLessStrict_IsNone(RetentionMode manifest, RetentionMode request) =>
        Assert.Null(Of(manifest, request));

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(60, null, 60)]
    [InlineData(60, 90, 90)]
    [InlineData(null, 90, 90)]
    public void Of_TimeToLive_IsThatOfTheRequestWhereItSaysOne(int? manifest, int? request, int? expected)
    {
        var policy = RetentionPolicy.Of(Choice(manifest), Choice(request))!;

        Assert.Equal((RetentionMode.Session, expected), (policy.Mode, (int?)policy.TimeToLive?.TotalSeconds));
    }

    [Fact]
    public void Names_AreReadBackAsTheyAreWritten()
    {
        Assert.All(Enum.GetValues<RetentionMode>(), mode =>
        {
            Assert.Equal(mode, RetentionModeNames.Parse(mode.ToName()));
            Assert.Contains(mode.ToName(), RetentionModeNames.All, StringComparison.Ordinal);
        });
        Assert.Throws<FormatException>(() => RetentionModeNames.Parse("Session"));
    }

    private static RetentionPolicy? Of(RetentionMode? manifest, RetentionMode? request) => RetentionPolicy.Of(
        manifest is null ? null : new RetentionChoice(manifest, null),
        request is null ? null : new RetentionChoice(request, null));

    private static RetentionChoice? Choice(int? seconds) =>
        seconds is { } time ? new RetentionChoice(null, TimeSpan.FromSeconds(time)) : null;
}
