using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Streams;

/// <summary>What a model says is in the run's log while it says it, and counts only where its call ended well.</summary>
public sealed class TextDeltaTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _release = new();
    private FakeOpenAi? _model;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync() => _model = await FakeOpenAi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await Model.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Streams_ShowTextWhileTheModelStillSpeaks(bool isAttached)
    {
        Model.Enqueue(new FakeAnswer.Paused("Once upon", _release.Task, new FakeAnswer.Text(" a ", "time.")));
        await using var service = await StartAsync();
        await using var stream = isAttached
            ? await EventReading.OpenAsync(
                service.Api.Http, "/run/stream", body: new { agentId = SlowAgent.RemoteId, input = "Go" })
            : await EventReading.OpenAsync(
                service.Api.Http, $"/runs/{await service.Api.StartAsync(SlowAgent.RemoteId, "Go")}/stream");

        var early = await stream.ReadAsync(until: it => it.Name == "text-delta");
        _release.SetResult();
        var events = (IReadOnlyList<StreamedEvent>)[.. early, .. await stream.ReadAsync()];

        Assert.Equal("Once upon", early[^1].Text("text"));
        var id = early[^1].Text("runId")!;
        await AssertTextsAsync(service.Api, id, events, "Once upon a time.");
        Assert.Equal("run-complete", events[^1].Name);
        Assert.DoesNotContain(events, it => it.Name == "text-void");
    }

    [Fact]
    public async Task Retry_AfterTextWasShown_VoidsIt()
    {
        Model.Enqueue(new FakeAnswer.Paused("Lost", _release.Task, new FakeAnswer.Cut()));
        Model.Enqueue(new FakeAnswer.Text("Found", "."));
        await using var service = await StartAsync();
        var id = await service.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var stream = await EventReading.OpenAsync(service.Api.Http, $"/runs/{id}/stream");
        var early = await stream.ReadAsync(until: it => it.Name == "text-delta");

        _release.SetResult();
        var events = (IReadOnlyList<StreamedEvent>)[.. early, .. await stream.ReadAsync()];

        Assert.Equal(early[^1].Text("spanId"), Assert.Single(events, it => it.Name == "text-void").Text("spanId"));
        await AssertTextsAsync(service.Api, id, events, "Found.");
    }

    [Fact]
    public async Task Takeover_AfterTextWasShown_VoidsIt()
    {
        Model.Enqueue(new FakeAnswer.Paused("Lost", _release.Task, new FakeAnswer.Text()));
        Model.Enqueue(new FakeAnswer.Text("Found", "."));
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        string id;
        IReadOnlyList<StreamedEvent> early;
        await using (var first = AgntzProcess.StartOn(location, Model.Settings))
        {
            using var api = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
            await api.ImportAsync(SlowAgent.Remote);
            id = await api.StartAsync(SlowAgent.RemoteId, "Go");
            await using var stream = await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream");
            early = await stream.ReadAsync(until: it => it.Name == "text-delta");
            await first.KillAsync();
        }

        await using var second = AgntzApplication.Start(location, Model.Settings);
        await using var resumed = await EventReading.OpenAsync(
            second.Api.Http, $"/runs/{id}/stream", $"{early[^1].Id}");
        var events = (IReadOnlyList<StreamedEvent>)[.. early, .. await resumed.ReadAsync()];

        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long?)seq), events.Select(it => it.Id));
        Assert.Equal(early[^1].Text("spanId"), Assert.Single(events, it => it.Name == "text-void").Text("spanId"));
        await AssertTextsAsync(second.Api, id, events, "Found.");
    }

    [Fact]
    public async Task Takeover_OfACallThatHadSaidNothing_VoidsNothing()
    {
        Model.Enqueue(new FakeAnswer.Held(_release.Task, new FakeAnswer.Text("Never.")));
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        string id;
        await using (var first = AgntzApplication.Start(location, [("Worker:DrainTimeout", "00:00:00.1"), .. Model.Settings]))
        {
            await first.Api.ImportAsync(SlowAgent.Remote);
            id = await first.Api.StartAsync(SlowAgent.RemoteId, "Go");
            await Model.ReceivedAsync(1).WaitAsync(Patience, Token);
        }

        await using var second = AgntzApplication.Start(location, Model.Settings);
        await using var stream = await EventReading.OpenAsync(second.Api.Http, $"/runs/{id}/stream");
        var events = await stream.ReadAsync();

        Assert.Equal("run-complete", events[^1].Name);
        Assert.DoesNotContain(events, it => it.Name == "text-void");
        await AssertTextsAsync(second.Api, id, events, "Hello there.");
    }

    /// <summary>Every call that ended well was told in full and nothing of it is void; of the others nothing counts.</summary>
    private static async Task AssertTextsAsync(
        AgntzClient api, string id, IReadOnlyList<StreamedEvent> events, params string[] texts)
    {
        var trace = await api.GetJsonAsync($"/traces/{id}");
        var calls = trace.GetProperty("spans").EnumerateArray()
            .Where(span => span.GetProperty("kind").GetString() == "model.call").ToList();
        var well = calls.Where(span => span.GetProperty("status").GetString() == "ok")
            .Select(span => span.GetProperty("spanId").GetString()!).ToList();
        Assert.Equal(texts, well.Select(span => string.Concat(Texts(span))));
        Assert.All(
            events.Where(it => it.Name == "text-delta" && !well.Contains(it.Text("spanId")!)),
            it => Assert.Contains(events, other => other.Name == "text-void" && other.Text("spanId") == it.Text("spanId")));

        IEnumerable<string> Texts(string span) => events
            .Where(it => it.Name == "text-delta" && it.Text("spanId") == span).Select(it => it.Text("text")!);
    }

    private async Task<AgntzApplication> StartAsync()
    {
        var service = await AgntzApplication.StartAsync(StorageProvider.Memory, Model.Settings);
        await service.Api.ImportAsync(SlowAgent.Remote);
        return service;
    }
}
