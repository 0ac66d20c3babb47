using Agntz.Domain.Runs;
using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using static Agntz.Persistence.Engines.Sqlite.SqliteClock;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Opens a flush on the writing connection: the transaction itself is the lock of every row.</summary>
internal sealed class SqliteFlushOpening(SqliteWriteConnection connection)
{
    private const string CountFlush =
        $"""
        UPDATE worker_flushes SET n = $0, seen_at = {Now}
        WHERE process = $1 AND n = $0 - 1
        """;

    private const string FindWorker =
        $"SELECT {Now} FROM workers WHERE id = $0 AND NOT dead";

    private const string Fence =
        $"""
        SELECT {SqliteLockedRunColumns.List}
        FROM active_runs WHERE owner_id = $0 AND id = $1 AND epoch = $2 AND worker_id = $3
        """;

    private const string InSession =
        $"""
        SELECT {SqliteLockedRunColumns.List}
        FROM active_runs WHERE owner_id = $0 AND session_id = $1 ORDER BY session_place
        """;

    public FlushOpening Open(Guid process, FlushQuestions questions)
    {
        if (connection.Command(CountFlush, questions.Number, process).ExecuteNonQuery() == 0)
        {
            return new FlushOpening { AlreadyCommitted = true };
        }

        var keys = SqliteKeys.TakeAll(connection, questions.Keys);
        var created = SqliteSessions.OfCreations(connection, [.. questions.InSessions.Where(HasItsKey)]).ToList();
        var superseding = questions.Superseding.Select(run => (run.Owner.Id, run.Session!.Id)).ToHashSet();
        var others = created.Where(session => superseding.Contains((session.OwnerId, session.Name)))
            .SelectMany(session =>
                SqliteLockedRunColumns.Read(connection.Command(InSession, session.OwnerId, session.Key))).ToList();
        return new FlushOpening
        {
            AlreadyCommitted = false,
            Keys = keys,
            Sessions = [.. SqliteSessions.OfEndings(connection, questions.EndingInSessions), .. created],
            Heads = SqliteSessions.Heads(connection, created, questions),
            LiveWorkers = FindWorkers(questions.Creations),
            Runs = TakeFences(questions.Holds).Concat(others).DistinctBy(run => run.Key).ToDictionary(run => run.Key),
            OpenSpans = questions.AskingForOpenSpans.Select(hold => hold.Key())
                .Union(others.Where(run => run.WorkerId is null).Select(run => run.Key))
                .ToDictionary(run => run, run => SqliteOpenSpans.Read(connection, run)),
        };

        bool HasItsKey(NewRun run) => run.Key is not { } key || keys[(run.Owner.Id, key.Value)].Run == run.Id;
    }

    private Dictionary<Guid, DateTimeOffset> FindWorkers(IReadOnlyList<NewRun> runs)
    {
        var workers = new Dictionary<Guid, DateTimeOffset>();
        foreach (var worker in runs.Select(run => run.ClaimFor).OfType<Guid>().Distinct())
        {
            if (connection.Command(FindWorker, worker).ExecuteScalar() is long now)
            {
                workers.Add(worker, DateTimeOffset.FromUnixTimeMilliseconds(now));
            }
        }

        return workers;
    }

    private IEnumerable<LockedRun> TakeFences(IReadOnlyList<RunHold> holds) => holds.SelectMany(hold =>
        SqliteLockedRunColumns.Read(
            connection.Command(Fence, hold.Owner.Id, hold.Id.Value, hold.Epoch, hold.WorkerId)));
}
