using System.Globalization;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Settings of connections, by what they are for. The owner of the connection string has the last word on how statements
/// are planned and how many connections there are; that nothing waits for ever is not to be had otherwise.
/// </summary>
/// <param name="storage">The connection string and what goes with it.</param>
/// <param name="isPooled">Whether they lead to a pooler that keeps no sessions.</param>
/// <param name="incarnation">The incarnation of the worker that opens a connection; empty for none.</param>
internal sealed class PostgresConnections(StorageOptions storage, bool isPooled, Func<string> incarnation)
{
    /// <summary>The beginning of the names of all connections whose transactions may be ended by others.</summary>
    public const string Prefix = "agntz";

    /// <summary>The name of connections whose transactions may last: they hold the lock of a migration.</summary>
    public const string Listener = "agntz-listener";

    private const string Writer = "agntz-writer";
    private const string Renewer = "agntz-lease";

    // Together with a listener 38: two replicas fit into the 97 that a fresh PostgreSQL has for them, with a few to spare
    // for whoever looks at it.
    private const int MaxReading = 20;
    private const int MaxWriting = 15;
    private const int MaxLeases = 2;

    private const int MaxPrepared = 64;
    private const int ListenerKeepAlive = 10;
    private const int BreakAtOnce = -1;

    private readonly StatementTimeouts _timeouts = new(storage.LeaseDuration);

    /// <summary>For reads and for rare writes.</summary>
    public PostgresSource ForReading() => Create(Builder(Prefix, MaxReading), Settings(PlanByIndex()));

    /// <summary>For the writer, and for whatever locks runs.</summary>
    public PostgresSource ForWriting() => Create(Builder(Writer, MaxWriting), Settings(PlanByKey()));

    /// <summary>For signs of life.</summary>
    public PostgresSource ForLeases()
    {
        var builder = Builder(Renewer, MaxLeases);
        builder.MaxPoolSize = MaxLeases;
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, _timeouts.RenewalSeconds);
        builder.Timeout = Math.Min(builder.Timeout, _timeouts.RenewalSeconds);
        return Create(builder, Settings(PlanByKey()));
    }

    /// <summary>For a connection that listens or migrates, and takes the time that needs.</summary>
    public PostgresSource ForListening()
    {
        var builder = Builder(Listener, MaxReading);
        builder.Pooling = false;
        builder.KeepAlive = ListenerKeepAlive;
        var settings = Sockets(new ServerSettings().Set(Theirs())
            .Set("statement_timeout", "0").Set("lock_timeout", "0").Set("idle_in_transaction_session_timeout", "0"));
        return Create(builder, settings);
    }

    // Every statement that is made often has an index to go by. But the plan for one is made, and kept, while the tables
    // of a new database are so small that to read them whole is cheapest, and is followed when they are large; so no
    // table is read whole. Where that cannot be helped, as with the few rows of the workers, it is held to be so costly
    // that the server would compile every execution of the plan.
    private static ServerSettings PlanByIndex() => new ServerSettings().Set("enable_seqscan", "off").Set("jit", "off");

    // The writer's statements find every row by its key, on tables so busy that statistics are always behind; so it may
    // not choose at all.
    private static ServerSettings PlanByKey() => PlanByIndex()
        .Set("enable_hashjoin", "off").Set("enable_mergejoin", "off").Set("plan_cache_mode", "force_generic_plan");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private ServerSettings Theirs() =>
        ServerSettings.Parse(new NpgsqlConnectionStringBuilder(storage.ConnectionString).Options);

    // A client that stops in the middle of a transaction gives back its locks: by the server's own clock between two
    // statements, by its probes when the client's machine is gone, and by others where neither sees it.
    private ServerSettings Settings(ServerSettings plans) => Sockets(plans.Set(Theirs()))
        .Set("idle_in_transaction_session_timeout", Text(_timeouts.SilenceMilliseconds))
        .Set("statement_timeout", Text(_timeouts.StatementMilliseconds))
        .Set("lock_timeout", Text(_timeouts.LockMilliseconds));

    private ServerSettings Sockets(ServerSettings settings) => settings
        .Set("tcp_keepalives_idle", Text(_timeouts.ProbeAfterSeconds))
        .Set("tcp_keepalives_interval", Text(_timeouts.ProbeEverySeconds))
        .Set("tcp_keepalives_count", "3")
        .Set("tcp_user_timeout", Text(_timeouts.SilenceMilliseconds));

    // A command that is given up breaks its connection, and its answer is not waited for: a COMMIT that is cancelled while
    // it waits for a standby answers that it has succeeded.
    private NpgsqlConnectionStringBuilder Builder(string name, int maxConnections)
    {
        var builder = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        var isPrepared = storage.Prepare ?? !isPooled;
        builder.MaxAutoPrepare = isPrepared ? MaxPrepared : 0;
        builder.AutoPrepareMinUsages = 2;
        builder.NoResetOnClose = true;
        builder.ApplicationName = name;
        builder.CancellationTimeout = BreakAtOnce;
        builder.CommandTimeout = AtMost(builder.CommandTimeout, _timeouts.ClientSeconds);
        builder.Timeout = AtMost(builder.Timeout, _timeouts.ClientSeconds);
        builder.TcpKeepAlive = true;
        builder.TcpKeepAliveTime = _timeouts.ProbeAfterSeconds;
        builder.TcpKeepAliveInterval = _timeouts.ProbeEverySeconds;
        if (!builder.ShouldSerialize("Maximum Pool Size"))
        {
            builder.MaxPoolSize = maxConnections;
        }

        if (!builder.ShouldSerialize("Host Recheck Seconds"))
        {
            builder.HostRecheckSeconds = 1;
        }

        return builder;
    }

    // Zero is without end.
    private static int AtMost(int theirs, int ours) => theirs == 0 ? ours : Math.Min(theirs, ours);

    private PostgresSource Create(NpgsqlConnectionStringBuilder connection, ServerSettings settings)
    {
        connection.Options = isPooled ? null : settings.ToOptions();

        // Without a name its metrics would carry where and as whom it connects.
        var name = connection.ApplicationName!;
        var builder = new NpgsqlDataSourceBuilder(connection.ConnectionString) { Name = name };
        if (name is not Listener)
        {
            builder.UsePhysicalConnectionInitializer(
                opened => NameAsync(opened, name, isAsync: false).GetAwaiter().GetResult(),
                opened => NameAsync(opened, name, isAsync: true));
        }

        return new PostgresSource(builder.Build(), isPooled ? settings.ToStatements() : []);
    }

    private async Task NameAsync(NpgsqlConnection opened, string name, bool isAsync)
    {
        if (incarnation() is not { Length: > 0 } worker)
        {
            return;
        }

        await using var naming = new NpgsqlCommand($"SET application_name = '{name} {worker}'", opened);
        _ = isAsync ? await naming.ExecuteNonQueryAsync() : naming.ExecuteNonQuery();
    }
}
