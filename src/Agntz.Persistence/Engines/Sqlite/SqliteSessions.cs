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

    private static readonly string Begin = $"{SqliteStatements.Insert(SessionTables.Insert)} ON CONFLICT DO NOTHING";

    /// <summary>The sessions of runs that end.</summary>
    public static IEnumerable<LockedSession> OfEndings(SqliteWriteConnection connection, IReadOnlyList<RunHold> holds) =>
        holds.Select(hold => (Owner: hold.Owner.Id, hold.Session!.Key)).Distinct()
            .SelectMany(session => Read(connection.Command(ByKey, session.Owner, session.Key)));

    /// <summary>The sessions of runs that are created, which exist afterwards.</summary>
    public static IEnumerable<LockedSession> OfCreations(SqliteWriteConnection connection, IReadOnlyList<NewRun> runs) =>
        runs.DistinctBy(run => (run.Owner.Id, run.Session!.Id)).SelectMany(run => Take(connection, run, run.Session!));

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
