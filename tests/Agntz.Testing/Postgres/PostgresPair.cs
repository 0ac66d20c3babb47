using Npgsql;

namespace Agntz.Testing.Postgres;

/// <summary>A primary and its hot standby, to be failed over. Both go when it is disposed.</summary>
public sealed class PostgresPair : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private PostgresPair(LocalPostgres primary, LocalPostgres standby)
    {
        Primary = primary;
        Standby = standby;
    }

    /// <summary>The one that is killed.</summary>
    public LocalPostgres Primary { get; }

    /// <summary>The one that is promoted.</summary>
    public LocalPostgres Standby { get; }

    /// <summary>How to reach whichever of the two is the primary.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(Primary.ConnectionString)
    {
        Host = $"{Primary.EndPoint},{Standby.EndPoint}",
        TargetSessionAttributes = "primary",
        HostRecheckSeconds = 1,
        CancellationTimeout = -1,
    }.ToString();

    /// <summary>Makes and starts both.</summary>
    /// <param name="primary">A server of the caller's own, which becomes the pair's.</param>
    /// <param name="isSynchronous">Whether a commit is acknowledged only when the standby has it as well.</param>
    public static async Task<PostgresPair> StartAsync(LocalPostgres primary, bool isSynchronous)
    {
        var pair = new PostgresPair(primary, await primary.StartStandbyAsync());
        await pair.WaitForFollowersAsync(1);
        if (isSynchronous)
        {
            // Set after the standby was made: it would be copied, and the standby alone would wait for another.
            await primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()");
        }

        return pair;
    }

    /// <summary>Waits until the standby has all that the primary has.</summary>
    public Task CatchUpAsync() => WaitAsync(async () =>
    {
        var written = await Primary.ExecuteAsync("SELECT pg_current_wal_lsn()::text");
        return await Standby.ExecuteAsync($"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn") is true;
    });

    /// <summary>Cuts the standby off: what is committed from now on, it does not have.</summary>
    public async Task CutOffAsync()
    {
        await Standby.ExecuteAsync("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        await WaitForFollowersAsync(0);
    }

    /// <summary>Kills the primary with all its processes and makes the standby the primary.</summary>
    public async Task FailOverAsync()
    {
        await Primary.KillAsync();
        await Standby.PromoteAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
    }

    private Task WaitForFollowersAsync(long count) => WaitAsync(async () =>
        await Primary.ExecuteAsync("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") is long found
        && found == count);

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(Pause, patience.Token);
        }
    }
}
