using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Agntz.Persistence.Writing.Composing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresRunQueue(PostgresSources sources) : IRunQueue
{
    // Owners are found by jumping from one to the next in the queue's index, so the length of a queue costs nothing; the
    // whole order of that index is named, so that no other one will do.
    // The round begins after the owner served last and comes back to it, so one statement sees all there is.
    // The claim holds on to the worker's own row: whoever declares the worker dead waits for it, or comes first.
    private const string Claim =
        """
        WITH RECURSIVE me AS MATERIALIZED (
            SELECT id FROM workers WHERE id = $1 AND NOT dead FOR KEY SHARE
        ), waiting AS (
            (SELECT owner_id FROM active_runs
             WHERE worker_id IS NULL AND ready AND owner_id > $4
             ORDER BY owner_id, started_at, id LIMIT 1)
            UNION ALL
            SELECT (SELECT a.owner_id FROM active_runs a
                    WHERE a.worker_id IS NULL AND a.ready AND a.owner_id > w.owner_id
                    ORDER BY a.owner_id, a.started_at, a.id LIMIT 1)
            FROM waiting w WHERE w.owner_id IS NOT NULL
        ), again AS (
            (SELECT owner_id FROM active_runs
             WHERE worker_id IS NULL AND ready AND owner_id <= $4
             ORDER BY owner_id, started_at, id LIMIT 1)
            UNION ALL
            SELECT (SELECT a.owner_id FROM active_runs a
                    WHERE a.worker_id IS NULL AND a.ready AND a.owner_id > w.owner_id AND a.owner_id <= $4
                    ORDER BY a.owner_id, a.started_at, a.id LIMIT 1)
            FROM again w WHERE w.owner_id IS NOT NULL
        ), picked AS MATERIALIZED (
            SELECT c.owner_id, c.id
            FROM (SELECT owner_id FROM waiting UNION ALL SELECT owner_id FROM again) w
            CROSS JOIN LATERAL (
                SELECT a.owner_id, a.id FROM active_runs a
                WHERE a.owner_id = w.owner_id AND a.worker_id IS NULL AND a.ready
                ORDER BY a.started_at, a.id LIMIT $3
                FOR UPDATE SKIP LOCKED) c
            WHERE w.owner_id <> ALL($5) AND EXISTS (SELECT 1 FROM me)
            LIMIT $2
        ), claimed AS (
            UPDATE active_runs a
            SET worker_id = $1, epoch = a.epoch + 1,
                deadline = coalesce(a.deadline, clock_timestamp() + a.time_limit_ms * interval '1 millisecond')
            FROM picked p WHERE a.owner_id = p.owner_id AND a.id = p.id
            RETURNING a.owner_id, a.id, a.epoch, a.root_span_id, a.started_at, a.session_id, a.time_limit_ms,
                a.retention, a.deadline - clock_timestamp() AS time_left
        )
        SELECT c.owner_id, o.issuer, o.subject, c.id, c.epoch, c.root_span_id, c.started_at, r.agent_id,
               r.agent_version, p.input, c.time_limit_ms, c.time_left, s.id, s.name, c.retention,
               coalesce(t.start_attributes, '{}')
        FROM claimed c
        JOIN owners o ON o.id = c.owner_id
        JOIN runs r ON r.owner_id = c.owner_id AND r.id = c.id
        JOIN run_payloads p ON p.owner_id = c.owner_id AND p.run_id = c.id
        LEFT JOIN spans t ON t.owner_id = c.owner_id AND t.trace_id = c.id AND t.span_id = c.root_span_id
        LEFT JOIN sessions s ON s.owner_id = c.owner_id AND s.id = c.session_id
        ORDER BY c.started_at, c.id
        """;

    private const string Cancelled =
        "SELECT id, cancel_mode, cancel_reason FROM active_runs WHERE worker_id = $1 AND cancel_requested_at IS NOT NULL";

    public Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        sources.Writing.QueryAsync<IReadOnlyList<ClaimedRun>>(
            Statement.Of(
                Claim,
                new NpgsqlParameter<Guid> { TypedValue = request.WorkerId },
                new NpgsqlParameter<int> { TypedValue = request.Slots },
                new NpgsqlParameter<int> { TypedValue = request.SlotsPerOwner },
                new NpgsqlParameter<long> { TypedValue = request.AfterOwner },
                ArrayParameters.Of<long>(NpgsqlDbType.Bigint, [.. request.SatisfiedOwners])),
            async reader =>
            {
                var claimed = new List<ClaimedRun>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    claimed.Add(Read(reader, request.WorkerId));
                }

                return claimed;
            },
            cancellationToken);

    public Task<IReadOnlyList<CancelledRun>> FindCancelledAsync(
        Guid workerId, CancellationToken cancellationToken) =>
        sources.Writing.QueryAsync<IReadOnlyList<CancelledRun>>(
            Statement.Of(Cancelled, new NpgsqlParameter<Guid> { TypedValue = workerId }),
            async reader =>
            {
                var cancelled = new List<CancelledRun>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    cancelled.Add(new CancelledRun(new RunId(reader.GetGuid(0)), CancelModeNames.Parse(reader.GetString(1)))
                    {
                        IsSuperseded = reader.GetString(2) is RunEnd.Superseded,
                    });
                }

                return cancelled;
            },
            cancellationToken);

    private static ClaimedRun Read(NpgsqlDataReader reader, Guid workerId) => new()
    {
        Hold = new RunHold(
            new Owner(reader.GetInt64(0), reader.GetString(1), reader.GetString(2)),
            new RunId(reader.GetGuid(3)),
            workerId,
            reader.GetInt64(4),
            SpanRows.FromColumn(reader.GetInt64(5)))
        {
            Retention = RetentionModeNames.Parse(reader.GetString(14)),
            Session = reader.IsDBNull(12) ? null : new RunSession(reader.GetInt64(12), reader.GetString(13)),
        },
        StartedAt = reader.GetFieldValue<DateTimeOffset>(6),
        AgentId = reader.GetString(7),
        AgentVersion = reader.GetFieldValue<DateTimeOffset>(8),
        Input = reader.IsDBNull(9) ? null : reader.GetString(9),
        Time = new RunTime(TimeSpan.FromMilliseconds(reader.GetInt64(10)), reader.GetTimeSpan(11)),
        RootAttributes = reader.GetString(15),
    };
}
