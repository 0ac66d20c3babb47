using System.Net;
using System.Net.Http.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>Two requests that wait for the same run: one for its stream, one for its result.</summary>
internal sealed class WaitingRequests : IAsyncDisposable
{
    private const string Key = "the-same-run";

    private readonly EventReading _stream;
    private readonly Task<AgntzReply> _result;

    private WaitingRequests(EventReading stream, string runId, Task<AgntzReply> result)
    {
        _stream = stream;
        RunId = runId;
        _result = result;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>Creates the run and waits for it in both ways.</summary>
    public static async Task<WaitingRequests> OpenAsync(AgntzClient api)
    {
        var body = new { agentId = CancelScene.Root, input = "go" };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/run/stream") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Key);
        var stream = await EventReading.OpenAsync(api.Http, request);
        var start = (await stream.NextAsync())!;
        Assert.Equal("run-start", start.Name);
        return new WaitingRequests(
            stream, start.Text("runId")!, api.PostAsync("/run", body, ("Idempotency-Key", Key)));
    }

    /// <summary>Both were told that the run was cancelled, once.</summary>
    public async Task AssertCancelledAsync()
    {
        var end = Assert.Single(await _stream.ReadAsync(), frame => frame.Name is "run-complete" or "run-error");
        Assert.Equal(("run-error", "RUN_CANCELLED"), (end.Name, end.Text("code")));
        var problem = (await _result).ExpectProblem(HttpStatusCode.Conflict, "RUN_CANCELLED");
        Assert.Equal(RunId, problem.GetProperty("runId").GetString());
    }

    /// <summary>Both were given the result.</summary>
    public async Task AssertCompletedAsync()
    {
        Assert.Equal("run-complete", (await _stream.ReadAsync())[^1].Name);
        (await _result).Expect(HttpStatusCode.OK);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
