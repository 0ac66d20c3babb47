using Agntz.Domain.Workers;
using Agntz.Persistence.Locking;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresWorkerLeases(PostgresSources sources) : IWorkerLeases, IWorkerDeaths
{
    private const string Register =
        """
        INSERT INTO workers (id, started_at, lease_until, dead)
        VALUES ($1, clock_timestamp(), clock_timestamp() + $2, false)
        """;

    private const string Renew =
        "UPDATE workers SET lease_until = clock_timestamp() + $2 WHERE id = $1 AND NOT dead";

    // The whole lock, not the one an update takes: whoever takes runs for the worker holds on to its row meanwhile.
    private const string Expire =
        """
        UPDATE workers SET dead = true WHERE id IN (
            SELECT w.id FROM workers w
            WHERE NOT w.dead AND w.id <> $1 AND w.lease_until < clock_timestamp()
                AND EXISTS (SELECT 1 FROM lease_clock c WHERE c.unbroken_since <= clock_timestamp() - $2)
            FOR UPDATE OF w SKIP LOCKED)
        """;

    private const string Declare =
        "UPDATE workers SET dead = true WHERE id IN (SELECT w.id FROM workers w WHERE w.id = $1 FOR UPDATE OF w)";

    private const string Tick =
        """
        INSERT INTO lease_clock (id, last_renewal, unbroken_since) VALUES (1, clock_timestamp(), clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET last_renewal = clock_timestamp(),
            unbroken_since = CASE
                WHEN lease_clock.last_renewal < clock_timestamp() - $1 / 2 THEN clock_timestamp()
                ELSE lease_clock.unbroken_since END
        """;

    public async Task RegisterAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Register, workerId, lease, cancellationToken);
        await TickAsync(lease, cancellationToken);
    }

    public async Task<bool> RenewAsync(Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renewed = await ExecuteAsync(Renew, workerId, lease, cancellationToken) == 1;
        await TickAsync(lease, cancellationToken);
        return renewed;
    }

    public Task<int> ExpireAsync(Guid? asking, TimeSpan lease, CancellationToken cancellationToken) =>
        ExecuteAsync(Expire, asking ?? Guid.Empty, lease, cancellationToken);

    public async Task DeclareAsync(Guid workerId, CancellationToken cancellationToken)
    {
        await using var command = sources.Writing.CreateCommand(Declare);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workerId });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> ExecuteAsync(
        string text, Guid workerId, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = sources.Writing.CreateCommand(text);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workerId });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task TickAsync(TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = sources.Writing.CreateCommand(Tick);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
