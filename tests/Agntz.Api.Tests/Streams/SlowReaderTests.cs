using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Api.Tests.Streams;

/// <summary>Readers who stop reading, of a log that is much longer than what a server may keep for them.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int Chunks = 400;
    private const int ChunkLength = 10_000;
    private const int Stuck = 100;

    // 320 MiB. The server does all this for two such readers with 128 MiB; before the second is over in which each of 200
    // may still read on, they hold a page of up to 256 KiB each, as text and encoded: 150 MiB. The logs they do not read are
    // 800 MB as they are sent.
    private const string MostMemory = "14000000";

    private readonly TaskCompletionSource _release = new();
    private FakeOpenAi? _model;

    private FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync()
    {
        var chunk = new string('x', ChunkLength);
        _model = await FakeOpenAi.StartAsync(
            new FakeAnswer.Held(_release.Task, new FakeAnswer.Text([.. Enumerable.Repeat(chunk, Chunks)])));
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await Model.DisposeAsync();
    }

    /// <summary>
    /// The process may use far less memory than the logs that are not read come to together, so it fails if it keeps them.
    /// </summary>
    [Fact]
    public async Task Readers_WhoDoNotRead_CostNoMemoryAndHoldUpNobodyAndMissNothing()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var process = AgntzProcess.StartOn(
            location, [("DOTNET_GCHeapHardLimit", MostMemory), .. Model.Settings]);
        var address = await process.WaitUntilListeningAsync();
        using var api = new AgntzClient(address, AgntzApplication.Key);
        await api.ImportAsync(SlowAgent.Remote);
        var id = await api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var reading = await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream");
        var readers = new List<StuckReader>();
        while (readers.Count < Stuck)
        {
            readers.Add(await StuckReader.OpenAsync(address, $"/runs/{id}/stream?since=0"));
        }

        _release.SetResult();
        var events = await reading.ReadAsync();
        while (readers.Count < 2 * Stuck)
        {
            readers.Add(await StuckReader.OpenAsync(address, $"/runs/{id}/stream?since=0"));
        }

        await using var again = await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream");
        Assert.True(events[^1].Name is "run-complete", process.Output);
        Assert.Equal(Chunks * ChunkLength, events.Where(it => it.Name is "text-delta").Sum(it => it.Text("text")!.Length));
        Assert.Equal(events, await again.ReadAsync());
        Assert.Equal(events, await readers[0].ReadAsync());
        Assert.Equal(events, await readers[^1].ReadAsync());
        foreach (var reader in readers)
        {
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public async Task Stop_WhileReadersRead_EndsEveryStreamAfterAWholeEvent()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await StartAsync(clock);
        var id = await RunAsync(service);
        var streams = new List<EventReading>();
        while (streams.Count < 8)
        {
            streams.Add(await EventReading.OpenAsync(service.Api.Http, $"/runs/{id}/stream"));
        }

        service.Get<IHostApplicationLifetime>().StopApplication();

        foreach (var stream in streams)
        {
            var events = await stream.ReadAsync();
            Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long?)seq), events.Select(it => it.Id));
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Stop_WhileAReaderDoesNotRead_CutsItAfterAWhile()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var service = await StartAsync(clock);
        var id = await RunAsync(service);
        await using var stuck = await StuckReader.OpenAsync(service.Address, $"/runs/{id}/stream?since=0");

        service.Get<IHostApplicationLifetime>().StopApplication();
        clock.Advance(TimeSpan.FromSeconds(1));

        await stuck.ReadUntilCutAsync();
    }

    private async Task<AgntzApplication> StartAsync(TimeProvider clock)
    {
        var service = await AgntzApplication.StartAsync(clock, Model.Settings);
        await service.Api.ImportAsync(SlowAgent.Remote);
        return service;
    }

    private async Task<string> RunAsync(AgntzApplication service)
    {
        _release.SetResult();
        var id = await service.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await service.WaitForEndAsync(id);
        return id;
    }
}
