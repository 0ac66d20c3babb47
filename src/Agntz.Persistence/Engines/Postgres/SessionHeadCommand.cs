using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Looks at the active runs of the sessions in which runs are created, once those are locked: at the newest and the oldest
/// one, however many wait. Places are given one by one, so between the two there are as many runs as places at most; only
/// where that may be too many the runs are counted, and no further than it takes to know.
/// </summary>
internal static class SessionHeadCommand
{
    /// <summary>
    /// The statement: owners and names of sessions, one for each run that is created, the most runs that may wait, and
    /// ids, epochs and workers of the claims under which runs end with the flush.
    /// </summary>
    internal const string Text =
        $"""
        SELECT s.owner_id, s.id, newest.id, CASE
            WHEN newest.session_place - oldest.session_place + named.runs < $3
                THEN newest.session_place - oldest.session_place + 1
            ELSE (SELECT count(*) FROM (
                SELECT 1 FROM active_runs c WHERE c.owner_id = s.owner_id AND c.session_id = s.id LIMIT $3 + 1) c)
            END
        FROM (
            SELECT u.owner_id, u.name, count(*) AS runs
            FROM unnest($1, $2) AS u(owner_id, name) GROUP BY u.owner_id, u.name) named
        {SessionCommands.ByName}
        CROSS JOIN LATERAL (
            SELECT a.id, a.session_place FROM active_runs a
            WHERE a.owner_id = s.owner_id AND a.session_id = s.id AND NOT EXISTS (
                SELECT 1 FROM unnest($4, $5, $6) AS e(id, epoch, worker_id)
                WHERE e.id = a.id AND e.epoch = a.epoch AND e.worker_id = a.worker_id)
            ORDER BY a.session_place DESC LIMIT 1) newest
        CROSS JOIN LATERAL (
            SELECT a.session_place FROM active_runs a
            WHERE a.owner_id = s.owner_id AND a.session_id = s.id
            ORDER BY a.session_place LIMIT 1) oldest
        """;

    public static void AddTo(NpgsqlBatch batch, FlushQuestions questions)
    {
        var command = new NpgsqlBatchCommand(Text);
        command.Parameters.Add(SessionCommands.OwnersOf(questions.InSessions));
        command.Parameters.Add(SessionCommands.NamesOf(questions.InSessions));
        command.Parameters.Add(new NpgsqlParameter<long>
        {
            TypedValue = questions.InSessions.Min(run => run.Session!.MaxWaiting),
        });
        var ending = questions.EndingInSessions;
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Uuid, [.. ending.Select(hold => hold.Id.Value)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Bigint, [.. ending.Select(hold => hold.Epoch)]));
        command.Parameters.Add(ArrayParameters.Of(NpgsqlDbType.Uuid, [.. ending.Select(hold => hold.WorkerId)]));
        batch.BatchCommands.Add(command);
    }

    public static async Task<Dictionary<(long OwnerId, long Key), SessionHead>> ReadAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var heads = new Dictionary<(long OwnerId, long Key), SessionHead>();
        while (await reader.ReadAsync(cancellationToken))
        {
            heads.Add((reader.GetInt64(0), reader.GetInt64(1)),
                new SessionHead(new RunId(reader.GetGuid(2)), reader.GetInt64(3)));
        }

        return heads;
    }
}
