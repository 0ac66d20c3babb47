using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Data.Sqlite;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteRunQueue(SqliteWriteGate gate) : IRunQueue
{
    private const string Nothing = "{}";

    private const string IsAlive = "SELECT count(*) FROM workers WHERE id = $0 AND NOT dead";

    private const string NextOwner =
        """
        SELECT owner_id FROM active_runs WHERE worker_id IS NULL AND ready AND owner_id > $0
        ORDER BY owner_id, started_at, id LIMIT 1
        """;

    private const string Oldest =
        $"""
        SELECT o.id, o.issuer, o.subject, a.id, a.epoch + 1, a.root_span_id, a.started_at, r.agent_id,
               r.agent_version, p.input, a.time_limit_ms,
               coalesce(a.deadline - {Now}, a.time_limit_ms), s.id, s.name, a.retention,
               coalesce(t.start_attributes, '{Nothing}')
        FROM active_runs a
        JOIN owners o ON o.id = a.owner_id
        JOIN runs r ON r.owner_id = a.owner_id AND r.id = a.id
        JOIN run_payloads p ON p.owner_id = a.owner_id AND p.run_id = a.id
        LEFT JOIN spans t ON t.owner_id = a.owner_id AND t.trace_id = a.id AND t.span_id = a.root_span_id
        LEFT JOIN sessions s ON s.owner_id = a.owner_id AND s.id = a.session_id
        WHERE a.owner_id = $0 AND a.worker_id IS NULL AND a.ready
        ORDER BY a.started_at, a.id LIMIT $1
        """;

    private const string Claim =
        $"""
        UPDATE active_runs SET worker_id = $2, epoch = $3,
            deadline = coalesce(deadline, {Now} + time_limit_ms)
        WHERE owner_id = $0 AND id = $1
        """;

    private const string Cancelled =
        "SELECT id, cancel_mode, cancel_reason FROM active_runs WHERE worker_id = $0 AND cancel_requested_at IS NOT NULL";

    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        return turn.Connection.InTransaction(() => Take(turn.Connection, request));
    }

    public async Task<IReadOnlyList<CancelledRun>> FindCancelledAsync(
        Guid workerId, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        using var reader = turn.Connection.Command(Cancelled, workerId).ExecuteReader();
        var cancelled = new List<CancelledRun>();
        while (reader.Read())
        {
            cancelled.Add(new CancelledRun(new RunId(reader.GetGuid(0)), CancelModeNames.Parse(reader.GetString(1)))
            {
                IsSuperseded = reader.GetString(2) is RunEnd.Superseded,
            });
        }

        return cancelled;
    }

    private static List<ClaimedRun> Take(SqliteWriteConnection connection, ClaimRequest request)
    {
        var claimed = new List<ClaimedRun>();
        if (connection.Command(IsAlive, request.WorkerId).ExecuteScalar() is > 0L)
        {
            // The round begins after the owner served last and comes back to it.
            TakeFrom(connection, request, request.AfterOwner, long.MaxValue, claimed);
            TakeFrom(connection, request, 0, request.AfterOwner, claimed);
        }

        return [.. claimed.OrderBy(run => run.StartedAt).ThenBy(run => run.Hold.Id.Value)];
    }

    private static void TakeFrom(
        SqliteWriteConnection connection, ClaimRequest request, long after, long last, List<ClaimedRun> claimed)
    {
        var owner = after;
        while (claimed.Count < request.Slots
            && connection.Command(NextOwner, owner).ExecuteScalar() is long next && next <= last)
        {
            owner = next;
            if (!request.SatisfiedOwners.Contains(owner))
            {
                claimed.AddRange(TakeOf(connection, owner, request,
                    Math.Min(request.SlotsPerOwner, request.Slots - claimed.Count)));
            }
        }
    }

    private static List<ClaimedRun> TakeOf(
        SqliteWriteConnection connection, long ownerId, ClaimRequest request, int limit)
    {
        var claimed = new List<ClaimedRun>();
        using (var reader = connection.Command(Oldest, ownerId, limit).ExecuteReader())
        {
            while (reader.Read())
            {
                claimed.Add(Read(reader, request.WorkerId));
            }
        }

        foreach (var hold in claimed.Select(run => run.Hold))
        {
            connection.Command(Claim, hold.Owner.Id, hold.Id.Value, hold.WorkerId, hold.Epoch).ExecuteNonQuery();
        }

        return claimed;
    }

    private static ClaimedRun Read(SqliteDataReader reader, Guid workerId) => new()
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
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)),
        AgentId = reader.GetString(7),
        AgentVersion = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8)),
        Input = reader.IsDBNull(9) ? null : reader.GetString(9),
        Time = new RunTime(
            TimeSpan.FromMilliseconds(reader.GetInt64(10)), TimeSpan.FromMilliseconds(reader.GetInt64(11))),
        RootAttributes = reader.GetString(15),
    };
}
