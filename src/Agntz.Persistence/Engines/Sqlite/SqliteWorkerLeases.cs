using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteWorkerLeases(SqliteWriteGate gate) : IWorkerLeases, IWorkerDeaths
{
    private const string Register =
        $"INSERT INTO workers (id, started_at, lease_until, dead) VALUES ($0, {Now}, {Now} + $1, 0)";

    private const string Renew = $"UPDATE workers SET lease_until = {Now} + $1 WHERE id = $0 AND NOT dead";

    private const string Expire =
        $"""
        UPDATE workers SET dead = 1 WHERE NOT dead AND id <> $0 AND lease_until < {Now}
            AND EXISTS (SELECT 1 FROM lease_clock c WHERE c.unbroken_since <= {Now} - $1
                AND c.last_renewal >= {Now} - $1 / 2)
        """;

    private const string Declare = "UPDATE workers SET dead = 1 WHERE id = $0";

    private const string ForgetWorkers =
        $"""
        DELETE FROM workers WHERE id IN (
            SELECT w.id FROM workers w WHERE w.dead AND w.lease_until < {Now} - $0
                AND NOT EXISTS (SELECT 1 FROM active_runs a WHERE a.worker_id = w.id)
            LIMIT $1)
        """;

    // Only one process at a time has the file: every row but its own belongs to one that has ended.
    private const string ForgetFlushes =
        $"""
        DELETE FROM worker_flushes WHERE process IN (
            SELECT f.process FROM worker_flushes f WHERE f.seen_at < {Now} - $0 LIMIT $1)
        """;

    // A clock that was set back has no gap behind it and leases before it that last far too long: renewals count anew, and
    // no lease lasts longer than one that begins now.
    private const string Shorten =
        $"""
        UPDATE workers SET lease_until = {Now} + $0
        WHERE lease_until > {Now} + $0 AND EXISTS (
            SELECT 1 FROM lease_clock WHERE id = 1 AND last_renewal > {Now} + $0 / 2)
        """;

    private const string Tick =
        $"""
        INSERT INTO lease_clock (id, last_renewal, unbroken_since) VALUES (1, {Now}, {Now})
        ON CONFLICT (id) DO UPDATE SET last_renewal = {Now},
            unbroken_since = CASE
                WHEN last_renewal < {Now} - $0 / 2 OR last_renewal > {Now} + $0 / 2 THEN {Now}
                ELSE unbroken_since END
        """;

    public async Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken) =>
        await ExecuteAsync(Register, workerId, lease, cancellationToken);

    public async Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken) =>
        await ExecuteAsync(Renew, workerId, lease, cancellationToken) == 1;

    public async Task<int> ExpireAsync(Guid? asking, TimeSpan lease, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return turn.Connection.Command(Expire, asking ?? Guid.Empty, (long)lease.TotalMilliseconds).ExecuteNonQuery();
    }

    public async Task<int> ForgetAsync(TimeSpan silence, int limit, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var milliseconds = (long)silence.TotalMilliseconds;
        return turn.Connection.Command(ForgetWorkers, milliseconds, limit).ExecuteNonQuery()
            + turn.Connection.Command(ForgetFlushes, milliseconds, limit).ExecuteNonQuery();
    }

    public async Task DeclareAsync(Guid workerId, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        turn.Connection.Command(Declare, workerId).ExecuteNonQuery();
    }

    private async Task<int> ExecuteAsync(
        string sql, Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        var milliseconds = (long)lease.TotalMilliseconds;
        var changed = turn.Connection.Command(sql, workerId, milliseconds).ExecuteNonQuery();
        turn.Connection.Command(Shorten, milliseconds).ExecuteNonQuery();
        turn.Connection.Command(Tick, milliseconds).ExecuteNonQuery();
        return changed;
    }
}
