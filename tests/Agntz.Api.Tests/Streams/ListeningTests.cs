using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Agntz.Api.Tests.Streams;

/// <summary>
/// A replica whose clock stands still, so that it never looks by itself: what it streams of runs executed elsewhere, it
/// was told of.
/// </summary>
public sealed class ListeningTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly TaskCompletionSource _release = new();
    private FakeOpenAi? _model;
    private AgntzApplication? _service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AgntzApplication Service => _service!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAi.StartAsync(
            new FakeAnswer.Paused("Once upon", _release.Task, new FakeAnswer.Text(" a time.")));
        _service = await AgntzApplication.StartAsync(
            StorageProvider.Postgres, _model.Settings);
        await _service.Api.ImportAsync(SlowAgent.Remote);
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await Service.DisposeAsync();
        await _model!.DisposeAsync();
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("traces")]
    public async Task Stream_OfARunExecutedElsewhere_IsToldOfEveryCommit(string kind)
    {
        await using var replica = StartReplica();
        var id = await Service.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var stream = await EventReading.OpenAsync(replica.Api.Http, $"/{kind}/{id}/stream?since=0");
        var early = await stream.ReadAsync(until: it => it.Name is "text-delta" || it.Id == 2);

        _release.SetResult();
        var rest = await stream.ReadAsync();

        Assert.Contains(rest[^1].Name, new[] { "run-complete", "trace-done" });
        Assert.Equal(
            Enumerable.Range(1, early.Count + rest.Count).Select(seq => (long?)seq),
            early.Concat(rest).Select(it => it.Id));
    }

    [Fact]
    public async Task Stream_AfterTheListeningConnectionWasLost_GoesOn()
    {
        await using var replica = StartReplica();
        var id = await Service.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var stream = await EventReading.OpenAsync(replica.Api.Http, $"/runs/{id}/stream");
        await stream.ReadAsync(until: it => it.Name is "text-delta");

        await using var database = NpgsqlDataSource.Create(Service.Location.ConnectionString!);
        await using var command = database.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'agntz-listener' AND datname = current_database()
            """);
        Assert.Equal(2L, await command.ExecuteScalarAsync(Token));
        _release.SetResult();

        var rest = stream.ReadAsync();
        for (var tenths = 0; tenths < 9 && !rest.IsCompleted; tenths++)
        {
            // Lets a doubt be looked at, ten times a second at most; a whole second would make it look by itself.
            await Task.WhenAny(rest, Task.Delay(TimeSpan.FromSeconds(1), Token));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal("run-complete", (await rest)[^1].Name);
    }

    [Fact]
    public async Task Stream_WithoutListening_LooksOnceASecond()
    {
        await using var replica = StartReplica(("Streams:Listen", "false"));
        var id = await Service.Api.StartAsync(SlowAgent.RemoteId, "Go");
        await using var stream = await EventReading.OpenAsync(replica.Api.Http, $"/runs/{id}/stream?since=0");
        await stream.NextAsync();
        _release.SetResult();
        await Service.WaitForEndAsync(id);
        var next = stream.ReadAsync();

        while (!next.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("run-complete", (await next)[^1].Name);
        await using var database = NpgsqlDataSource.Create(Service.Location.ConnectionString!);
        await using var command = database.CreateCommand(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name = 'agntz-listener' AND datname = current_database()
            """);
        Assert.Equal(1L, await command.ExecuteScalarAsync(Token));
    }

    private AgntzApplication StartReplica(params (string Key, string Value)[] settings) =>
        AgntzApplication.Start(Service.Location, _clock, [("Worker:Enabled", "false"), .. settings]);
}
