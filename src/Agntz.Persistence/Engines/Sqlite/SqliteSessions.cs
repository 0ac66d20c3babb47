using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Reads the sessions of a flush within the writer's transaction, and begins those runs are created in.</summary>
internal static class SqliteSessions
{
    private const string Columns =
        "SELECT owner_id, id, name, message_count, last_message, last_run, deleted_at IS NOT NULL FROM sessions";

    private const string ByKey = $"{Columns} WHERE owner_id = $0 AND id = $1";

    private const string ByName = $"{Columns} WHERE owner_id = $0 AND name = $1 AND deleted_at IS NULL";

    private const string Newest =
        """
        SELECT id, session_place, epoch, worker_id FROM active_runs WHERE owner_id = $0 AND session_id = $1
        ORDER BY session_place DESC
        """;

    private const string Oldest =
        "SELECT session_place FROM active_runs WHERE owner_id = $0 AND session_id = $1 ORDER BY session_place LIMIT 1";

    private const string Count =
        "SELECT count(*) FROM (SELECT 1 FROM active_runs WHERE owner_id = $0 AND session_id = $1 LIMIT $2)";

    private static readonly string Begin = $"{SqliteStatements.Insert(SessionTables.Insert)} ON CONFLICT DO NOTHING";

    /// <summary>The sessions of runs that end.</summary>
    public static IEnumerable<LockedSession> OfEndings(SqliteWriteConnection connection, IReadOnlyList<RunHold> holds) =>
        holds.Select(hold => (Owner: hold.Owner.Id, hold.Session!.Key)).Distinct()
            .SelectMany(session => Read(connection.Command(ByKey, session.Owner, session.Key)));

    /// <summary>The sessions of runs that are created, which exist afterwards.</summary>
    public static IEnumerable<LockedSession> OfCreations(SqliteWriteConnection connection, IReadOnlyList<NewRun> runs) =>
        runs.DistinctBy(run => (run.Owner.Id, run.Session!.Id)).SelectMany(run => Take(connection, run, run.Session!));

    /// <summary>
    /// The active runs of the sessions in which runs are created: the newest and the oldest one are looked at, and between
    /// the two there are as many runs as places at most. They are counted only where that may be too many.
    /// </summary>
    public static Dictionary<(long OwnerId, long Key), SessionHead> Heads(
        SqliteWriteConnection connection, IReadOnlyList<LockedSession> sessions, FlushQuestions questions)
    {
        var heads = new Dictionary<(long OwnerId, long Key), SessionHead>();
        var ending = questions.EndingInSessions
            .Select(hold => (hold.Id.Value, hold.Epoch, (Guid?)hold.WorkerId)).ToHashSet();
        var creations = questions.InSessions.ToLookup(run => (run.Owner.Id, run.Session!.Id));
        foreach (var session in sessions)
        {
            var (owner, key) = (session.OwnerId, session.Key);
            if (FindNewest(connection, owner, key, ending) is not var (newest, place))
            {
                continue;
            }

            var most = creations[(owner, session.Name)].Min(run => run.Session!.MaxWaiting);
            var between = place - (long)connection.Command(Oldest, owner, key).ExecuteScalar()!;
            var active = between + creations[(owner, session.Name)].Count() < most
                ? between + 1
                : (long)connection.Command(Count, owner, key, most + 1).ExecuteScalar()!;
            heads.Add((owner, key), new SessionHead(newest, active));
        }

        return heads;
    }

    private static (RunId Id, long Place)? FindNewest(
        SqliteWriteConnection connection, long owner, long key, HashSet<(Guid Id, long Epoch, Guid? Worker)> ending)
    {
        using var reader = connection.Command(Newest, owner, key).ExecuteReader();
        while (reader.Read())
        {
            var id = reader.GetGuid(0);
            if (!ending.Contains((id, reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetGuid(3))))
            {
                return (new RunId(id), reader.GetInt64(1));
            }
        }

        return null;
    }

    private static List<LockedSession> Take(SqliteWriteConnection connection, NewRun run, NewRunSession session)
    {
        var insert = connection.Prepare(Begin, SessionTables.Insert.Values.Count, static text => text);
        SqliteTableWriter.Bind(insert, SessionTables.Insert.Values, NewRunRows.Session(run, session));
        insert.ExecuteNonQuery();
        return Read(connection.Command(ByName, run.Owner.Id, session.Id));
    }

    private static List<LockedSession> Read(SqliteCommand command)
    {
        var sessions = new List<LockedSession>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            sessions.Add(new LockedSession
            {
                OwnerId = reader.GetInt64(0),
                Key = reader.GetInt64(1),
                Name = reader.GetString(2),
                MessageCount = reader.GetInt64(3),
                LastMessage = reader.GetInt64(4),
                LastRun = reader.GetInt64(5),
                IsDeleted = reader.GetBoolean(6),
            });
        }

        return sessions;
    }
}
