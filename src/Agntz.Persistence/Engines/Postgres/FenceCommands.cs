using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Locks the runs of a flush, all in one order: those it writes to, and every active run of the sessions in which a run
/// supersedes the others.
/// </summary>
internal static class FenceCommands
{
    private const string Held =
        $"""
        SELECT {LockedRunColumns.List}
        FROM active_runs a
        JOIN unnest($1, $2, $3, $4) AS h(owner_id, id, epoch, worker_id) ON a.owner_id = h.owner_id AND a.id = h.id
        WHERE a.worker_id = h.worker_id AND a.epoch = h.epoch
        ORDER BY a.owner_id, a.id
        FOR UPDATE OF a
        """;

    // Here a row may be locked whose claim is over; whoever reads looks at the claim.
    private const string HeldAndInSessions =
        $"""
        WITH wanted AS (
            SELECT * FROM unnest($1, $2) AS h(owner_id, id)
            UNION
            SELECT a.owner_id, a.id
            FROM unnest($3, $4) AS named(owner_id, name)
            {SessionCommands.ByName}
            JOIN active_runs a ON a.owner_id = s.owner_id AND a.session_id = s.id)
        SELECT {LockedRunColumns.List}
        FROM active_runs a JOIN wanted w ON a.owner_id = w.owner_id AND a.id = w.id
        ORDER BY a.owner_id, a.id
        FOR UPDATE OF a
        """;

    public static void AddTo(NpgsqlBatch batch, FlushQuestions questions)
    {
        var holds = questions.Holds;
        var hasSessions = questions.Superseding.Count > 0;
        var command = new NpgsqlBatchCommand(hasSessions ? HeldAndInSessions : Held);
        command.Parameters.Add(Of(NpgsqlDbType.Bigint, holds, hold => hold.Owner.Id));
        command.Parameters.Add(Of(NpgsqlDbType.Uuid, holds, hold => hold.Id.Value));
        if (hasSessions)
        {
            command.Parameters.Add(SessionCommands.OwnersOf(questions.Superseding));
            command.Parameters.Add(SessionCommands.NamesOf(questions.Superseding));
        }
        else
        {
            command.Parameters.Add(Of(NpgsqlDbType.Bigint, holds, hold => hold.Epoch));
            command.Parameters.Add(Of(NpgsqlDbType.Uuid, holds, hold => hold.WorkerId));
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Of<TValue>(
        NpgsqlDbType type, IReadOnlyList<RunHold> holds, Func<RunHold, TValue> select) =>
        ArrayParameters.Of(type, holds.Select(select).ToArray());
}
