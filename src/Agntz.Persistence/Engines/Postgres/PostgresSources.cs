using Microsoft.Extensions.Options;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The ways to the database: one for the writer, one for who listens or locks, one for everybody else.</summary>
internal sealed class PostgresSources : IAsyncDisposable
{
    private const int MaxPrepared = 64;
    private const int ListenerKeepAlive = 10;

    // Every statement that is made often has an index to go by. But the plan for one is made, and kept, while the tables
    // of a new database are so small that to read them whole is cheapest, and is followed when they are large; so no
    // table is read whole. Where that cannot be helped, as with the few rows of the workers, it is held to be so costly
    // that the server would compile every execution of the plan.
    private const string PlanByIndex = "-c enable_seqscan=off -c jit=off";

    // The writer's statements find every row by its key, on tables so busy that statistics are always behind; so it may
    // not choose at all.
    private const string PlanByKey =
        "-c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    public PostgresSources(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        Reading = Create(Builder(storage));
        Writing = Create(ForWriting(storage));
        Dedicated = Create(ForListening(storage));
    }

    /// <summary>For reads and for rare writes.</summary>
    public NpgsqlDataSource Reading { get; }

    /// <summary>
    /// For the writer: a process stopped in the middle of a flush loses its locks after a third of the lease.
    /// </summary>
    public NpgsqlDataSource Writing { get; }

    /// <summary>
    /// For a connection that hears what others say, or holds a lock: it notices by itself when it is broken, and what it
    /// holds goes with it.
    /// </summary>
    public NpgsqlDataSource Dedicated { get; }

    public async ValueTask DisposeAsync()
    {
        await Reading.DisposeAsync();
        await Writing.DisposeAsync();
        await Dedicated.DisposeAsync();
    }

    // Without a name its metrics would carry where and as whom it connects.
    private static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder connection) =>
        new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = connection.ApplicationName }.Build();

    private static NpgsqlConnectionStringBuilder Builder(StorageOptions storage)
    {
        var builder = new NpgsqlConnectionStringBuilder(storage.ConnectionString)
        {
            MaxAutoPrepare = MaxPrepared,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = "agntz",
        };
        builder.Options = $"{builder.Options} {PlanByIndex}";
        return builder;
    }

    private static NpgsqlConnectionStringBuilder ForListening(StorageOptions storage)
    {
        var builder = Builder(storage);
        builder.Pooling = false;
        builder.KeepAlive = ListenerKeepAlive;
        builder.ApplicationName = "agntz-listener";
        return builder;
    }

    private static NpgsqlConnectionStringBuilder ForWriting(StorageOptions storage)
    {
        var builder = Builder(storage);
        var patience = (long)(storage.LeaseDuration / 3).TotalMilliseconds;
        builder.Options = $"{builder.Options} {PlanByKey} -c idle_in_transaction_session_timeout={patience} "
            + $"-c tcp_user_timeout={patience}";
        builder.ApplicationName = "agntz-writer";
        return builder;
    }
}
