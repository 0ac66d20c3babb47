using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>Streams of a process that executes nothing itself.</summary>
public sealed class StreamReplicaTests() : AgntzApplicationTest(StorageProvider.Postgres)
{
    [Theory]
    [InlineData("runs", "run-complete")]
    [InlineData("traces", "trace-done")]
    public async Task Stream_OfARunExecutedElsewhere_ShowsTheSameLogToItsEnd(string kind, string last)
    {
        await Api.ImportAsync(SlowAgent.Manifest);
        await using var replica = AgntzApplication.Start(Service.Location, ("Worker:Enabled", "false"));
        var id = await Api.StartAsync(SlowAgent.Id, "Hello");

        await using var there = await EventReading.OpenAsync(replica.Api.Http, $"/{kind}/{id}/stream?since=0");
        var first = await there.NextAsync();
        var rest = await there.ReadAsync();

        await using var here = await EventReading.OpenAsync(Api.Http, $"/{kind}/{id}/stream?since=0");
        Assert.Equal(last, rest[^1].Name);
        Assert.Equal(await here.ReadAsync(), [first!, .. rest]);
    }

    [Fact]
    public async Task AttachedRequest_WhoseRunIsExecutedElsewhere_LearnsItsEnd()
    {
        await using var replica = AgntzApplication.Start(Service.Location, ("Worker:Enabled", "false"));

        await using var stream = await EventReading.OpenAsync(
            replica.Api.Http, "/run/stream", body: new { agentId = "assistant", input = "Hello" });
        var events = await stream.ReadAsync();
        var answer = await replica.Api.RunAsync("assistant", "Hello");

        Assert.Equal("run-complete", events[^1].Name);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
    }
}
