using Agntz.Api.Workers;

namespace Agntz.Api.Tests.Workers;

public sealed class WorkerOptionsCheckTests
{
    [Theory]
    [InlineData("00:00:30", "00:00:10", true)]
    [InlineData("00:00:30", null, true)]
    [InlineData("00:00:02", "00:00:00.9", true)]
    [InlineData("00:00:30", "00:00:15", false)]
    [InlineData("00:00:30", "00:00:29", false)]
    [InlineData("00:00:30", "00:00:00", false)]
    public void Validate_SignsOfLife_MustBeLessThanHalfALeaseApart(string lease, string? heartbeat, bool isFine)
    {
        var found = new WorkerOptionsCheck().Validate(null, new WorkerOptions
        {
            LeaseDuration = TimeSpan.Parse(lease),
            HeartbeatInterval = heartbeat is null ? null : TimeSpan.Parse(heartbeat),
        });

        Assert.Equal(isFine, found.Succeeded);
        Assert.Equal(!isFine, found.FailureMessage?.Contains("Set Worker__HeartbeatInterval") ?? false);
    }
}
