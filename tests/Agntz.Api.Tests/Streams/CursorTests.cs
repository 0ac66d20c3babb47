using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Streams;

/// <summary>What a stream is answered that cannot begin, or has nothing left to say.</summary>
public abstract class CursorTests(StorageProvider provider) : AgntzApplicationTest(provider)
{
    private const string Unknown = "run_01890000000070008000000000000000";

    [Theory]
    [InlineData("/runs/{id}/stream", "run-complete")]
    [InlineData("/traces/{id}/stream", "trace-done")]
    public async Task Stream_CursorAtTheLastEventOfSomethingFinished_IsEmptyOrTellsABrowserToStop(string path, string last)
    {
        var id = await EndedAsync();
        await using var all = await EventReading.OpenAsync(Api.Http, $"{Of(path, id)}?since=0");
        var end = (await all.ReadAsync())[^1];

        await using var bySince = await EventReading.OpenAsync(Api.Http, $"{Of(path, id)}?since={end.Id}");
        var nothing = await bySince.ReadAsync();
        await using var byHeader = await EventReading.OpenAsync(Api.Http, $"{Of(path, id)}?since=0", $"{end.Id}");

        Assert.Equal(last, end.Name);
        Assert.Equal(HttpStatusCode.OK, bySince.Status);
        Assert.Empty(nothing);
        Assert.Equal(HttpStatusCode.NoContent, byHeader.Status);
    }

    [Theory]
    [InlineData("/runs/{id}/stream?since=abc", null)]
    [InlineData("/runs/{id}/stream?since=-1", null)]
    [InlineData("/runs/{id}/stream?since=1.5", null)]
    [InlineData("/runs/{id}/stream?since=99999999999999999999", null)]
    [InlineData("/runs/{id}/stream?since=9223372036854775807", null)]
    [InlineData("/runs/{id}/stream?since=1&since=2", null)]
    [InlineData("/runs/{id}/stream?since=%20", null)]
    [InlineData("/runs/{id}/stream?since=1000", null)]
    [InlineData("/runs/{id}/stream", "abc")]
    [InlineData("/runs/{id}/stream", "-1")]
    [InlineData("/runs/{id}/stream", "9223372036854775807")]
    [InlineData("/runs/{id}/stream?since=1", "1000")]
    [InlineData("/traces/{id}/stream?since=abc", null)]
    [InlineData("/traces/{id}/stream?since=1000", null)]
    [InlineData("/traces/{id}/stream?since=-1", null)]
    [InlineData("/traces/{id}/stream?since=9223372036854775807", null)]
    [InlineData("/traces/{id}/stream?since=1", "abc")]
    [InlineData("/traces/{id}/stream", "1000")]
    public async Task Stream_CursorThatIsNoEventOfTheLog_IsRefused(string path, string? lastEventId)
    {
        var id = await EndedAsync();

        var reply = await Api.SendAsync(HttpMethod.Get, Of(path, id), null, Headers(lastEventId));

        reply.ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
    }

    [Theory]
    [InlineData("/runs/{id}/stream?since=")]
    [InlineData("/runs/{id}/stream")]
    public async Task Stream_EmptyCursor_IsAsNone(string path)
    {
        var id = await EndedAsync();

        await using var stream = await EventReading.OpenAsync(Api.Http, Of(path, id), "");

        Assert.Equal(1, (await stream.ReadAsync())[0].Id);
    }

    [Theory]
    [InlineData("/runs/{id}/stream")]
    [InlineData("/traces/{id}/stream")]
    [InlineData("/runs/nonsense/stream")]
    [InlineData("/traces/nonsense/stream")]
    public async Task Stream_OfWhatIsNotThere_Is404WithItsReason(string path)
    {
        var reply = await Api.SendAsync(HttpMethod.Get, Of(path, Unknown), null, Headers(null));

        reply.ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("/runs/{id}/stream", "1")]
    [InlineData("/runs/{id}/stream", null)]
    [InlineData("/traces/{id}/stream", "1")]
    [InlineData("/traces/{id}/stream", null)]
    public async Task Stream_OfSomebodyElse_Is404AlsoWhileItsOwnerFollowsIt(string path, string? lastEventId)
    {
        var id = await Api.StartAsync("assistant", "Hello");
        await using var owners = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        using var stranger = await Service.JoinAsync("stranger");

        var reply = await stranger.SendAsync(HttpMethod.Get, Of(path, id), null, Headers(lastEventId));

        reply.ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Equal("run-complete", (await owners.ReadAsync())[^1].Name);
    }

    [Theory]
    [InlineData("runs", null)]
    [InlineData("runs", "1")]
    [InlineData("traces", null)]
    [InlineData("traces", "1")]
    public async Task Stream_CursorAtTheLastEventOfSomethingThatGoesOn_BeginsWithTheNext(string kind, string? lastEventId)
    {
        await Api.ImportAsync(SlowAgent.Manifest);
        var id = await Api.StartAsync(SlowAgent.Id, "Hello");

        await using var stream = await EventReading.OpenAsync(Api.Http, $"/{kind}/{id}/stream?since=1", lastEventId);
        var events = await stream.ReadAsync();

        Assert.Equal(HttpStatusCode.OK, stream.Status);
        Assert.Equal(Enumerable.Range(2, events.Count).Select(seq => (long?)seq), events.Select(it => it.Id));
        Assert.Contains(events[^1].Name, new[] { "run-complete", "trace-done" });
    }

    [Fact]
    public async Task AttachedStream_OfSomebodyElsesAgent_Is404()
    {
        await Api.ImportAsync(SlowAgent.Manifest);
        using var stranger = await Service.JoinAsync("stranger");

        var reply = await stranger.PostAsync("/run/stream", new { agentId = SlowAgent.Id, input = "Hello" }, Headers(null));

        reply.ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");
    }

    [Theory]
    [InlineData("/run/stream?since=0", """{"agentId":"assistant"}""", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("/run/stream", "{}", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("/run/stream", "nonsense", HttpStatusCode.BadRequest, "BAD_REQUEST")]
    [InlineData("/run/stream", """{"agentId":"nobody"}""", HttpStatusCode.NotFound, "AGENT_NOT_FOUND")]
    public async Task AttachedStream_ThatCannotBegin_IsRefusedAndStartsNothing(
        string path, string body, HttpStatusCode status, string code)
    {
        var reply = await Api.PostAsync(path, body, Headers(null));

        reply.ExpectProblem(status, code);
        Assert.Empty((await Api.GetJsonAsync("/runs")).GetProperty("rows").EnumerateArray());
    }

    private static string Of(string path, string id) => path.Replace("{id}", id, StringComparison.Ordinal);

    private static (string Name, string Value)[] Headers(string? lastEventId) => lastEventId is null
        ? [("Accept", "text/event-stream")]
        : [("Accept", "text/event-stream"), ("Last-Event-ID", lastEventId)];

    private async Task<string> EndedAsync()
    {
        var id = await Api.StartAsync("assistant", "Hello");
        await Service.WaitForEndAsync(id);
        return id;
    }
}
