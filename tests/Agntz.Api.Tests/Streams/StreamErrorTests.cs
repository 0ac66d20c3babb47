using System.Data.Common;
using System.Net;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Streams;

/// <summary>
/// Errors of routes that stream, asked for as an <c>EventSource</c> asks: why there is no stream is a problem that can be
/// read, and a stream that cannot go on says so in its last frame.
/// </summary>
public sealed class StreamErrorTests
{
    private const string Run = "run_01890000000070008000000000000000";

    private static readonly (string, string)[] Streaming = [("Accept", "text/event-stream")];

    [Theory]
    [InlineData("GET", $"/runs/{Run}/stream")]
    [InlineData("GET", $"/traces/{Run}/stream")]
    [InlineData("POST", "/run/stream")]
    public async Task Stream_WithoutAKeyOrWithOneThatLetsNobodyIn_Is401WithItsReason(string method, string path)
    {
        await using var service = await AgntzApplication.StartAsync();
        using var nobody = new AgntzClient(service.Address, null);
        using var somebody = new AgntzClient(service.Address, "ar_live_that-is-not-one-of-ours");

        var missing = await nobody.SendAsync(new HttpMethod(method), path, null, Streaming);
        var unknown = await somebody.SendAsync(new HttpMethod(method), path, null, Streaming);

        missing.ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        unknown.ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Theory]
    [InlineData("POST", $"/runs/{Run}/stream", "GET")]
    [InlineData("DELETE", $"/traces/{Run}/stream", "GET")]
    [InlineData("GET", "/run/stream", "POST")]
    public async Task Stream_AskedForInAnotherWay_Is405WithTheMethodThatIsAllowed(
        string method, string path, string allowed)
    {
        await using var service = await AgntzApplication.StartAsync();

        var reply = await service.Api.SendAsync(new HttpMethod(method), path, null, Streaming);

        var problem = reply.ExpectProblem(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
        Assert.Contains($"Allowed: {allowed}", problem.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData($"/runs/{Run}/stream", false, HttpStatusCode.InternalServerError, "INTERNAL_ERROR")]
    [InlineData($"/traces/{Run}/stream", false, HttpStatusCode.InternalServerError, "INTERNAL_ERROR")]
    [InlineData($"/runs/{Run}/stream", true, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    [InlineData($"/traces/{Run}/stream", true, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    public async Task Stream_ThatCannotBegin_IsAProblemThatTellsNothingOfTheInside(
        string path, bool isAway, HttpStatusCode status, string code)
    {
        await using var service = await StartAsync<ILogReader>(new BrokenLog(Failure(isAway)));

        var reply = await service.Api.SendAsync(HttpMethod.Get, path, null, Streaming);

        reply.ExpectProblem(status, code);
        Assert.DoesNotContain("the inside", reply.Body);
        Assert.Contains(service.Logs.Entries, it => it.Exception?.Message is "the inside");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.InternalServerError, "INTERNAL_ERROR")]
    [InlineData(true, HttpStatusCode.ServiceUnavailable, "UNAVAILABLE")]
    public async Task AttachedStream_WhoseRunCannotBeCreated_IsAProblem(bool isAway, HttpStatusCode status, string code)
    {
        await using var service = await StartAsync<IRunWriter>(new BrokenWriter(Failure(isAway)));

        var reply = await service.Api.PostAsync(
            "/run/stream", """{"agentId": "assistant", "input": "Hello"}""", Streaming);

        reply.ExpectProblem(status, code);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("traces")]
    public async Task Stream_ThatCannotGoOn_SaysSoInItsLastFrameAndNamesNoNumber(string kind)
    {
        await using var service = await StartAsync<ILogReader>(new BrokenLog(Failure(isAway: false), readable: 2));

        await using var stream = await EventReading.OpenAsync(service.Api.Http, $"/{kind}/{Run}/stream?since=0");
        var events = await stream.ReadAsync();

        Assert.Equal(["text-delta", "text-delta", "stream-error"], events.Select(it => it.Name));
        Assert.Equal([1, 2, null], events.Select(it => it.Id));
        Assert.Contains("last id", events[^1].Text("error"));
        Assert.Contains(service.Logs.Entries, it => it.Exception?.Message is "the inside");
    }

    private static Task<AgntzApplication> StartAsync<T>(T broken)
        where T : class => AgntzApplication.StartAsync(services => services.AddSingleton(broken));

    private static Exception Failure(bool isAway) =>
        isAway ? new Away("the inside") : new InvalidOperationException("the inside");

    private sealed class Away(string message) : DbException(message)
    {
        public override bool IsTransient => true;
    }

    private sealed class BrokenWriter(Exception failure) : IRunWriter
    {
        public Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience) => Task.FromException<RunCreation>(failure);

        public Task<CommitOutcome> WriteAsync(RunWrite write) => Task.FromException<CommitOutcome>(failure);
    }
}
