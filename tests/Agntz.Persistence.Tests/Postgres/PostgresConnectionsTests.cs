using Agntz.Domain.Workers;
using Agntz.Persistence.Engines.Postgres;
using Agntz.Persistence.Locking;
using Agntz.Testing.PgBouncer;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Persistence.Tests.Postgres;

/// <summary>Connections by what they are for, and by whose they are.</summary>
public sealed class PostgresConnectionsTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("statement_timeout", "7500ms")]
    [InlineData("lock_timeout", "6s")]
    [InlineData("idle_in_transaction_session_timeout", "10s")]
    [InlineData("tcp_user_timeout", "10000")]
    [InlineData("tcp_keepalives_idle", "5")]
    [InlineData("tcp_keepalives_interval", "1")]
    [InlineData("tcp_keepalives_count", "3")]
    public async Task Connections_EachThatMayWrite_GivesUpByItself(string setting, string expected)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var store = await TestStore.StartAsync(location);
        var sources = store.Get<PostgresSources>();

        foreach (var source in (PostgresSource[])[sources.Reading, sources.Writing, sources.Leases])
        {
            Assert.Equal(expected, await ShowAsync(source, setting));
        }
    }

    [Fact]
    public async Task Options_OfTheConnectionString_PlanAsTheirOwnerWantsAndWaitAsWeMust()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        var theirs = new NpgsqlConnectionStringBuilder(location.ConnectionString)
        {
            Options = "-c plan_cache_mode=auto -c work_mem=7MB -c statement_timeout=0",
        };
        await using var store = await TestStore.StartAsync(StoreLocation.Of(theirs.ConnectionString));
        var writing = store.Get<PostgresSources>().Writing;

        Assert.Equal("auto", await ShowAsync(writing, "plan_cache_mode"));
        Assert.Equal("7MB", await ShowAsync(writing, "work_mem"));
        Assert.Equal("off", await ShowAsync(writing, "enable_seqscan"));
        Assert.Equal("7500ms", await ShowAsync(writing, "statement_timeout"));
    }

    [Theory]
    [InlineData("", 1, 20, 15, 9)]
    [InlineData(";Host Recheck Seconds=7;Maximum Pool Size=3;Command Timeout=2", 7, 3, 3, 2)]
    public async Task ConnectionString_WhatItSays_IsKeptWhereItIsNoTimeout(
        string theirs, int recheck, int reading, int writing, int timeout)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var store = await TestStore.StartAsync(StoreLocation.Of(location.ConnectionString + theirs));
        var sources = store.Get<PostgresSources>();

        var read = new NpgsqlConnectionStringBuilder(sources.Reading.Connections.ConnectionString);
        var written = new NpgsqlConnectionStringBuilder(sources.Writing.Connections.ConnectionString);
        Assert.Equal(
            (recheck, reading, writing, timeout),
            (read.HostRecheckSeconds, read.MaxPoolSize, written.MaxPoolSize, written.CommandTimeout));
        Assert.Equal(-1, written.CancellationTimeout);
    }

    [Fact]
    public async Task Register_AsAnotherIncarnation_NamesEveryConnectionAfterIt()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var store = await TestStore.StartAsync(location);
        var sources = store.Get<PostgresSources>();
        await store.NewOwnerAsync();
        await store.NewWorkerAsync();

        var worker = await store.NewWorkerAsync();

        Assert.Equal($"agntz {worker:N}", await ShowAsync(sources.Reading, "application_name"));
        Assert.Equal($"agntz-writer {worker:N}", await ShowAsync(sources.Writing, "application_name"));
        Assert.Equal($"agntz-lease {worker:N}", await ShowAsync(sources.Leases, "application_name"));
    }

    [Fact]
    public async Task Expire_DeadWorkerThatHoldsNothing_EndsNoConnectionOfThePooler()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var pooler = await PgBouncerPooler.StartAsync(location.ConnectionString!);
        await using var store = await TestStore.StartAsync(location.Through(pooler.Port));
        var worker = await store.NewWorkerAsync();
        var writing = store.Get<PostgresSources>().Writing;
        var backends = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => AskAsync(writing, "SELECT pg_backend_pid()::text FROM pg_sleep(0.3)")));
        await using var looking = await NamedAsync(location, "psql");
        var named = $"SELECT count(*)::text FROM pg_stat_activity WHERE pid IN ({string.Join(',', backends)}) "
            + $"AND application_name LIKE '%{worker:N}'";
        var before = await AskAsync(looking, named);
        Assert.NotEqual("0", before);
        await store.Get<IWorkerDeaths>().DeclareAsync(worker, Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);

        await store.Get<IWorkerLeases>().ExpireAsync(asking: null, Lease, Token);

        await AskAsync(looking, "COMMIT; SELECT 'looked'");
        Assert.Equal(before, await AskAsync(looking, named));
    }

    [Fact]
    public async Task Expire_TransactionThatWaitsForAClientOfNoWorker_EndsIt()
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var store = await TestStore.StartAsync(location);
        await using var stopped = await NamedAsync(location, "agntz-writer");
        await using var listening = await NamedAsync(location, "agntz-listener");
        await using var elses = await NamedAsync(location, "psql");
        var lease = TimeSpan.FromSeconds(1);
        await Task.Delay(TimeSpan.FromSeconds(2.5), Token);

        await store.Get<IWorkerLeases>().ExpireAsync(asking: null, lease, Token);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(stopped, "SELECT 'alive'"));
        Assert.Equal("alive", await AskAsync(listening, "SELECT 'alive'"));
        Assert.Equal("alive", await AskAsync(elses, "SELECT 'alive'"));
    }

    private static async Task<NpgsqlConnection> NamedAsync(StoreLocation location, string name)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(location.ConnectionString) { ApplicationName = name, Pooling = false }.ToString());
        await connection.OpenAsync(Token);
        await AskAsync(connection, "BEGIN; SELECT 'begun'");
        return connection;
    }

    private static Task<string> ShowAsync(PostgresSource source, string setting) =>
        AskAsync(source, $"SELECT current_setting('{setting}')");

    private static Task<string> AskAsync(PostgresSource source, string text) => source.QueryAsync(
        Statement.Of(text),
        async reader => await reader.ReadAsync(Token) ? reader.GetString(0) : "",
        Token);

    private static async Task<string> AskAsync(NpgsqlConnection connection, string text)
    {
        await using var command = new NpgsqlCommand(text, connection);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
