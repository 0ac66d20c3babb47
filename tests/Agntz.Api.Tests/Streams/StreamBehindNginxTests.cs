using System.Net.Http.Headers;
using System.Net.Http.Json;
using Agntz.Testing.Http;
using Agntz.Testing.Nginx;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Streams;

/// <summary>Streams through nginx as Debian installs it, which buffers what a server does not ask it to pass on.</summary>
public sealed class StreamBehindNginxTests : OpenAiApplicationTest
{
    private readonly TaskCompletionSource _release = new();
    private readonly HttpClient _http = new();
    private NginxProxy? _proxy;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = await NginxProxy.StartAsync(Service.Address);
        _http.BaseAddress = _proxy.Address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AgntzApplication.Key);
        Model.Enqueue(new FakeAnswer.Paused("Once upon", _release.Task, new FakeAnswer.Text(" a time.")));
        await Api.ImportAsync(SlowAgent.Remote);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _release.TrySetResult();
        _http.Dispose();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("runs", "text-delta", "run-complete")]
    [InlineData("traces", "span-start", "trace-done")]
    public async Task Stream_WhileTheModelHasMoreToSay_HasSentWhatItSaid(string kind, string shown, string last)
    {
        var id = await Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var stream = await EventReading.OpenAsync(_http, $"{kind}/{id}/stream?since=0");
        var early = await stream.ReadAsync(until: it => it.Name == shown);

        _release.SetResult();
        var rest = await stream.ReadAsync();

        Assert.Equal(last, rest[^1].Name);
        Assert.Equal(
            Enumerable.Range(1, early.Count + rest.Count).Select(seq => (long?)seq),
            early.Concat(rest).Select(it => it.Id));
    }

    [Fact]
    public async Task AttachedStream_WhileTheModelHasMoreToSay_HasSentWhatItSaid()
    {
        await using var stream = await EventReading.OpenAsync(
            _http, "run/stream", body: new { agentId = SlowAgent.RemoteId, input = "Go" });
        var early = await stream.ReadAsync(until: it => it.Name is "text-delta");

        _release.SetResult();
        var rest = await stream.ReadAsync();

        Assert.Equal(["run-start", "text-delta"], early.Select(it => it.Name));
        Assert.Equal("run-complete", rest[^1].Name);
    }

    [Fact]
    public async Task AttachedStream_WhoseClientLeaves_CancelsItsRun()
    {
        using var leaving = new CancellationTokenSource();
        using var body = JsonContent.Create(new { agentId = SlowAgent.RemoteId, input = "Go" });
        var asking = _http.PostAsync("run/stream", body, leaving.Token);
        await Model.ReceivedAsync(1);
        var id = (await Api.GetJsonAsync("/runs")).GetProperty("rows")[0].GetProperty("id").GetString()!;

        await leaving.CancelAsync();

        Assert.Equal("cancelled", (await Service.WaitForEndAsync(id)).GetProperty("status").GetString());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }
}
