using Agntz.Domain.Runs;
using Agntz.Testing.Postgres;
using Agntz.Testing.Stores;
using Npgsql;

namespace Agntz.Persistence.Tests.Writing;

/// <summary>
/// A COMMIT waits for a standby that is away. When the client gives up, the server calls that a success; it is none until
/// the standby has it.
/// </summary>
public sealed class StandbyAwayTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_StandbyAwayForSeveralTimeouts_IsAcknowledgedWhenItIsBack()
    {
        await using var server = await PostgresServer.StartPrivateAsync();
        await using var store = await TestStore.StartAsync(
            StoreLocation.Of(server.ConnectionString), clock: null, ("Worker:LeaseDuration", $"{Lease}"));
        var owner = await store.NewOwnerAsync();
        var hold = await store.BeginAsync(owner);
        await SetAsync(server, "nobody");

        var write = store.WriteAsync(hold, new RunChange.SpanStarted(store.NewSpan(hold), IsEffect: true));

        // A client gives up after two seconds, and tries again.
        await Task.WhenAny(write, Task.Delay(2 * Lease, Token));
        Assert.False(write.IsCompleted);
        await SetAsync(server, "");

        Assert.Equal(CommitOutcome.Committed, await write.WaitAsync(RunSteps.Patience, Token));
        Assert.Equal(CommitOutcome.Committed, await store.CompleteAsync(hold));
    }

    private static async Task SetAsync(LocalPostgres server, string standbys)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var setting = source.CreateCommand($"ALTER SYSTEM SET synchronous_standby_names = '{standbys}'");
        await setting.ExecuteNonQueryAsync(Token);
        await using var reading = source.CreateCommand("SELECT pg_reload_conf()");
        await reading.ExecuteNonQueryAsync(Token);
    }
}
