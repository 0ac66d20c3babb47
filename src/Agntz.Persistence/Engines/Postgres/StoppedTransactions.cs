using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Ends transactions of processes that have stopped in the middle of them. Where the bytes of a batch stop coming, the
/// server waits for more, no timeout of its own applies, and what the transaction has locked nobody can get round.
/// </summary>
internal static class StoppedTransactions
{
    // The first is sure to be at work for nobody: its worker has lost its runs. It is left a second in which it may just
    // have changed hands, where a pooler gives the same connection to one process after the other. The second belongs to
    // nobody in particular, such as a process that executes nothing: no client of ours takes that long to go on.
    // One that waits for a standby has committed, and would only say so too early.
    private const string End =
        $"""
        SELECT count(*) FROM (
            SELECT pg_terminate_backend(a.pid, $2) AS is_over
            FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.usename = current_user AND a.pid <> pg_backend_pid()
                AND a.application_name LIKE '{PostgresConnections.Prefix}%'
                AND a.application_name NOT LIKE '{PostgresConnections.Listener}%'
                AND a.xact_start IS NOT NULL
                AND a.wait_event IS DISTINCT FROM 'SyncRep'
                AND (a.wait_event_type = 'Client' AND a.state_change < clock_timestamp() - greatest($1 / 4, interval '2 seconds')
                    OR a.state_change < clock_timestamp() - interval '1 second' AND EXISTS (
                        SELECT 1 FROM workers w
                        WHERE a.application_name LIKE '% ' || replace(w.id::text, '-', '') || '%'
                            AND (w.dead OR w.lease_until < clock_timestamp()
                                AND EXISTS (SELECT 1 FROM lease_clock c
                                    WHERE c.unbroken_since <= clock_timestamp() - $1
                                        AND c.last_renewal >= clock_timestamp() - $1 / 2))))
            ) e
        WHERE e.is_over
        """;

    // A backend that is told to end does so within milliseconds, unless its machine is overwhelmed.
    private const long WaitMilliseconds = 1000;

    /// <summary>Ends them, and waits a moment until they have let go.</summary>
    /// <param name="source">Where to ask.</param>
    /// <param name="lease">How long a lease lasts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many.</returns>
    public static Task<long> EndAsync(PostgresSource source, TimeSpan lease, CancellationToken cancellationToken) =>
        source.QueryAsync(
            Statement.Of(
                End,
                new NpgsqlParameter<TimeSpan> { TypedValue = lease },
                new NpgsqlParameter<long> { TypedValue = WaitMilliseconds }),
            async reader => await reader.ReadAsync(cancellationToken) ? reader.GetInt64(0) : 0,
            cancellationToken);
}
