using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Data.Sqlite;
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
        """
        SELECT event_seq, span_seq, total_tokens, cost_usd, losses, cancel_requested_at IS NOT NULL
        FROM active_runs WHERE owner_id = $0 AND id = $1 AND epoch = $2 AND worker_id = $3
        """;

    public FlushOpening Open(Guid process, FlushQuestions questions)
    {
        if (connection.Command(CountFlush, questions.Number, process).ExecuteNonQuery() == 0)
        {
            return new FlushOpening { AlreadyCommitted = true };
        }

        var keys = SqliteKeys.TakeAll(connection, questions.Keys);
        return new FlushOpening
        {
            AlreadyCommitted = false,
            Keys = keys,
            Created = Create([.. questions.Creations.Where(HasItsKey)]),
            LiveWorkers = FindWorkers(questions.Creations),
            Fenced = TakeFences(questions.Holds),
            OpenSpans = questions.AskingForOpenSpans.ToDictionary(
                hold => hold.Key(), hold => SqliteOpenSpans.Read(connection, hold.Key())),
        };

        bool HasItsKey(NewRun run) => run.Key is not { } key || keys[(run.Owner.Id, key.Value)].Run == run.Id;
    }

    private HashSet<RunId> Create(IReadOnlyList<NewRun> runs)
    {
        var columns = RunTables.InsertRun.Values;
        var insert = connection.Prepare(RunTables.InsertRun, columns.Count, SqliteStatements.InsertOrIgnore);
        return [.. runs.Where(Insert).Select(run => run.Id)];

        bool Insert(NewRun run)
        {
            SqliteTableWriter.Bind(insert, columns, CreationComposer.Record(run));
            return insert.ExecuteNonQuery() == 1;
        }
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

    private Dictionary<RunKey, FencedRun> TakeFences(IReadOnlyList<RunHold> holds)
    {
        var fenced = new Dictionary<RunKey, FencedRun>();
        foreach (var hold in holds)
        {
            using var reader = connection.Command(Fence, hold.Owner.Id, hold.Id.Value, hold.Epoch, hold.WorkerId).ExecuteReader();
            if (reader.Read())
            {
                fenced.Add(hold.Key(), Read(reader));
            }
        }

        return fenced;
    }

    /// <summary>Reads a run from columns that begin with its counters.</summary>
    public static FencedRun Read(SqliteDataReader reader) => new()
    {
        EventSeq = reader.GetInt64(0),
        SpanSeq = reader.GetInt64(1),
        TotalTokens = reader.GetInt64(2),
        CostUsd = reader.IsDBNull(3) ? null : reader.GetDecimal(3),
        Losses = reader.GetInt32(4),
        CancelRequested = reader.GetBoolean(5),
    };
}
