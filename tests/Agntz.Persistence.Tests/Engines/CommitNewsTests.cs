using System.Text;
using System.Threading.Channels;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Persistence.Engines.Postgres.News;
using Agntz.Testing.Stores;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Agntz.Persistence.Tests.Engines;

/// <summary>What the processes on one Postgres tell each other of their commits.</summary>
public sealed class CommitNewsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(200)]
    public void Encode_RunsThatFit_AreReadBack(int count)
    {
        var news = new CommitNews("me", [.. Runs(count)]);

        var read = CommitNews.Decode(news.Encode());

        Assert.Equal("me", read!.Process);
        Assert.Equal(news.Runs, read.Runs);
    }

    [Fact]
    public void Encode_RunsThatDoNotFit_AreNotNamed()
    {
        var text = new CommitNews("me", [.. Runs(8_000 / 34)]).Encode();

        Assert.True(Encoding.UTF8.GetByteCount(text) < 7_950);
        Assert.Null(CommitNews.Decode(text)!.Runs);
    }

    [Theory]
    [InlineData("me 1:zz")]
    [InlineData("me -1:00000000000000000000000000000001")]
    [InlineData("me 1")]
    public void Decode_SomethingElse_IsNoNews(string text) => Assert.Null(CommitNews.Decode(text));

    [Fact]
    public async Task Announce_CommitsWithinAMoment_AreToldTogether()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-04T05:06:07.089Z"));
        await using var store = await TestStore.StartAsync(StorageProvider.Postgres, clock);
        var owner = await store.NewOwnerAsync();
        var worker = await store.NewWorkerAsync();
        await using var heard = await Listening.StartAsync(store.Location.ConnectionString!);

        var first = await store.BeginAsync(owner, worker);
        Assert.Equal([new LogName(owner.Id, first.Id)], (await heard.NextAsync()).Runs);
        var second = await store.BeginAsync(owner, worker);
        var third = await store.BeginAsync(owner, worker);
        await store.CompleteAsync(second);
        var next = heard.NextAsync();
        while (!next.IsCompleted)
        {
            // The announcer takes up its pause at some moment after the first was heard.
            clock.Advance(CommitAnnouncer.Pause);
            await Task.Yield();
        }

        Assert.Equal(
            [new LogName(owner.Id, second.Id), new LogName(owner.Id, third.Id)],
            (await next).Runs!.OrderBy(run => run.Run == second.Id ? 0 : 1));
    }

    [Fact]
    public async Task Listen_ProcessesOnOneDatabase_HearOfEachOtherAndNotOfThemselves()
    {
        await using var one = await TestStore.StartAsync(StorageProvider.Postgres);
        await using var other = await TestStore.StartAsync(one.Location);
        var owner = await one.NewOwnerAsync();
        var hold = await one.BeginAsync(owner);
        var (here, there) = (new Wakeup(), new Wakeup());
        var name = new LogName(owner.Id, hold.Id);
        var followed = one.Get<RunSignals>().Follow(name, here);
        other.Get<RunSignals>().Follow(name, there);

        await one.WriteAsync(hold, new RunChange.TextStreamed(hold.RootSpan, "x"));
        await there.WaitAsync().AsTask().WaitAsync(Patience, Token);

        // Had it believed its own news, it would not trust what it has in memory.
        Assert.NotNull(followed.Read(LogKind.Events, 2));
    }

    private static IEnumerable<LogName> Runs(int count) =>
        Enumerable.Range(1, count).Select(number => new LogName(number, new RunId(Guid.NewGuid())));

    private sealed class Listening : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        private Listening(NpgsqlConnection connection)
        {
            _connection = connection;
            connection.Notification += (_, told) => _told.Writer.TryWrite(told.Payload);
        }

        public static async Task<Listening> StartAsync(string database)
        {
            var connection = new NpgsqlConnection(database + ";Pooling=false");
            await connection.OpenAsync(Token);
            var listening = new Listening(connection);
            await using var command = new NpgsqlCommand($"LISTEN {CommitNews.Channel}", connection);
            await command.ExecuteNonQueryAsync(Token);
            return listening;
        }

        public async Task<CommitNews> NextAsync()
        {
            string? told;
            while (!_told.Reader.TryRead(out told))
            {
                await _connection.WaitAsync(Token).WaitAsync(Patience, Token);
            }

            return CommitNews.Decode(told)!;
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();
    }
}
