using System.Data.Common;
using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed partial class PostgresWorkerLeases(PostgresSources sources, ILogger<PostgresWorkerLeases> logger)
    : IWorkerLeases, IWorkerDeaths
{
    private const string Register =
        """
        INSERT INTO workers (id, started_at, lease_until, dead)
        VALUES ($1, clock_timestamp(), clock_timestamp() + $2, false)
        """;

    private const string Renew =
        "UPDATE workers SET lease_until = clock_timestamp() + $2 WHERE id = $1 AND NOT dead";

    // The whole lock, not the one an update takes: whoever takes runs for the worker holds on to its row meanwhile.
    // Unbroken means until now: when the database is back, whoever looks before the first renewal must find nobody.
    private const string Expire =
        """
        UPDATE workers SET dead = true WHERE id IN (
            SELECT w.id FROM workers w
            WHERE NOT w.dead AND w.id <> $1 AND w.lease_until < clock_timestamp()
                AND EXISTS (SELECT 1 FROM lease_clock c WHERE c.unbroken_since <= clock_timestamp() - $2
                    AND c.last_renewal >= clock_timestamp() - $2 / 2)
            FOR UPDATE OF w SKIP LOCKED)
        """;

    private const string Declare =
        "UPDATE workers SET dead = true WHERE id IN (SELECT w.id FROM workers w WHERE w.id = $1 FOR UPDATE OF w)";

    // Whoever finds no row of its own is as good as dead, which these are. Reapers take runs of missing workers as well.
    private const string ForgetWorkers =
        """
        DELETE FROM workers WHERE id IN (
            SELECT w.id FROM workers w
            WHERE w.dead AND w.lease_until < clock_timestamp() - $1
                AND NOT EXISTS (SELECT 1 FROM active_runs a WHERE a.worker_id = w.id)
            LIMIT $2 FOR UPDATE OF w SKIP LOCKED)
        """;

    // A flush holds the lock of its row from its first statement on, so one that can still commit is passed over. One
    // that begins later, in a process that was stopped for all this time, finds no row and is told apart by that from
    // one that has committed.
    private const string ForgetFlushes =
        """
        DELETE FROM worker_flushes WHERE process IN (
            SELECT f.process FROM worker_flushes f WHERE f.seen_at < clock_timestamp() - $1
            LIMIT $2 FOR UPDATE SKIP LOCKED)
        """;

    private const string FirstTick =
        """
        INSERT INTO lease_clock (id, last_renewal, unbroken_since) VALUES (1, clock_timestamp(), clock_timestamp())
        ON CONFLICT (id) DO NOTHING
        """;

    // Whoever holds the row does just this. Where it has stopped in the middle of it, nobody's renewal waits for it.
    // A clock that was set back has no gap behind it and leases before it that last far too long: renewals count anew, and
    // no lease lasts longer than one that begins now.
    private const string Tick =
        """
        WITH set_back AS MATERIALIZED (
            SELECT 1 FROM lease_clock WHERE id = 1 AND last_renewal > clock_timestamp() + $1 / 2
        ), shortened AS (
            UPDATE workers SET lease_until = clock_timestamp() + $1
            WHERE lease_until > clock_timestamp() + $1 AND EXISTS (SELECT 1 FROM set_back)
        )
        UPDATE lease_clock SET last_renewal = clock_timestamp(),
            unbroken_since = CASE
                WHEN last_renewal < clock_timestamp() - $1 / 2 THEN clock_timestamp()
                WHEN last_renewal > clock_timestamp() + $1 / 2 THEN clock_timestamp()
                ELSE unbroken_since END
        WHERE id IN (SELECT c.id FROM lease_clock c WHERE c.id = 1 FOR UPDATE OF c SKIP LOCKED)
        """;

    public async Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        sources.Become(workerId);
        await sources.Leases.ExecuteAsync(Of(Register, workerId, lease), cancellationToken);
        await sources.Leases.ExecuteAsync(Statement.Of(FirstTick), cancellationToken);
        await TickAsync(lease, cancellationToken);
    }

    public async Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        try
        {
            return await TryRenewAsync(workerId, lease, cancellationToken);
        }
        catch (DbException failure) when (PostgresFailures.IsSilence(failure))
        {
            // On a fresh connection: the one before may have died without a word, and there is time for one more.
            return await TryRenewAsync(workerId, lease, cancellationToken);
        }
    }

    public async Task<int> ExpireAsync(Guid? asking, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (await StoppedTransactions.EndAsync(sources.Writing, lease, cancellationToken) is > 0 and var ended)
        {
            LogEnded(ended);
        }

        return await sources.Writing.ExecuteAsync(Of(Expire, asking ?? Guid.Empty, lease), cancellationToken);
    }

    public async Task<int> ForgetAsync(TimeSpan silence, int limit, CancellationToken cancellationToken) =>
        await ForgetAsync(ForgetWorkers, silence, limit, cancellationToken)
        + await ForgetAsync(ForgetFlushes, silence, limit, cancellationToken);

    public Task DeclareAsync(Guid workerId, CancellationToken cancellationToken) => sources.Writing.ExecuteAsync(
        Statement.Of(Declare, new NpgsqlParameter<Guid> { TypedValue = workerId }), cancellationToken);

    private static NpgsqlBatchCommand Of(string text, Guid workerId, TimeSpan lease) => Statement.Of(
        text,
        new NpgsqlParameter<Guid> { TypedValue = workerId },
        new NpgsqlParameter<TimeSpan> { TypedValue = lease });

    private async Task<bool> TryRenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renewed = await sources.Leases.ExecuteAsync(Of(Renew, workerId, lease), cancellationToken) == 1;
        await TickAsync(lease, cancellationToken);
        return renewed;
    }

    private Task<int> ForgetAsync(string text, TimeSpan silence, int limit, CancellationToken cancellationToken) =>
        sources.Writing.ExecuteAsync(
            Statement.Of(
                text,
                new NpgsqlParameter<TimeSpan> { TypedValue = silence },
                new NpgsqlParameter<int> { TypedValue = limit }),
            cancellationToken);

    private Task TickAsync(TimeSpan lease, CancellationToken cancellationToken) => sources.Leases.ExecuteAsync(
        Statement.Of(Tick, new NpgsqlParameter<TimeSpan> { TypedValue = lease }), cancellationToken);

    [LoggerMessage(LogLevel.Warning, "{Count} transactions of processes that stopped in the middle of them were ended")]
    private partial void LogEnded(long count);
}
