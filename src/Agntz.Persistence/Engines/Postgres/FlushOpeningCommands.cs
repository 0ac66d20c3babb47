using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Agntz.Persistence.Writing.Tables;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The statements that open a flush, in the order <see cref="FlushOpeningReader"/> reads their answers.</summary>
internal static class FlushOpeningCommands
{
    private const string CountFlush =
        """
        UPDATE worker_flushes SET n = $1, seen_at = clock_timestamp() WHERE process = $2 AND n = $1 - 1 RETURNING n
        """;

    private const string LockWorkers =
        "SELECT id, clock_timestamp() FROM workers WHERE id = ANY($1) AND NOT dead ORDER BY id FOR KEY SHARE";

    private const string Fence =
        """
        SELECT a.owner_id, a.id, a.epoch, a.event_seq, a.span_seq, a.total_tokens, a.cost_usd, a.losses,
               a.cancel_requested_at IS NOT NULL
        FROM active_runs a
        JOIN unnest($1, $2, $3, $4) AS h(owner_id, id, epoch, worker_id) ON a.owner_id = h.owner_id AND a.id = h.id
        WHERE a.worker_id = h.worker_id AND a.epoch = h.epoch
        ORDER BY a.owner_id, a.id
        FOR UPDATE OF a
        """;

    private static readonly string Columns =
        string.Join(", ", RunTables.InsertRun.Values.Select(column => column.Name));

    // A run with a key is created only when the key, which was taken before, has become its own.
    private static readonly string Create =
        $"""
        INSERT INTO runs ({Columns})
        SELECT {Columns}
        FROM unnest({string.Join(", ", Enumerable.Range(1, RunTables.InsertRun.Values.Count + 1).Select(it => $"${it}"))})
            AS u({Columns}, key)
        WHERE u.key IS NULL OR EXISTS (
            SELECT 1 FROM idempotency_keys k WHERE k.owner_id = u.owner_id AND k.key = u.key AND k.run_id = u.id)
        ON CONFLICT DO NOTHING RETURNING id
        """;

    public static void AddTo(NpgsqlBatch batch, Guid process, FlushQuestions questions)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        Add(batch, CountFlush, new NpgsqlParameter<long> { TypedValue = questions.Number },
            new NpgsqlParameter<Guid> { TypedValue = process });
        if (questions.Keys.Count > 0)
        {
            KeyCommands.AddTo(batch, questions.Keys);
        }

        var rows = questions.Creations.Select(CreationComposer.Record).ToList();
        Add(batch, Create, [.. RunTables.InsertRun.Values.Select(Gather),
            ArrayParameters.Of(NpgsqlDbType.Text, questions.Creations.Select(run => run.Key?.Value).ToArray())]);
        var workers = questions.Creations.Select(run => run.ClaimFor).OfType<Guid>().Distinct().ToArray();
        Add(batch, LockWorkers, ArrayParameters.Of(NpgsqlDbType.Uuid, workers));
        Add(batch, Fence, [.. Keys(questions.Holds),
            ArrayParameters.Of(NpgsqlDbType.Uuid, Select(questions.Holds, hold => hold.WorkerId))]);
        OpenSpansCommand.AddTo(batch, [.. questions.AskingForOpenSpans.Select(hold => hold.Key())]);

        NpgsqlParameter Gather(Column<Model.Runs.RunRow> column) => column.Gather(rows, ArrayParameters.Instance);
    }

    private static NpgsqlParameter[] Keys(IReadOnlyList<RunHold> holds) =>
    [
        ArrayParameters.Of(NpgsqlDbType.Bigint, Select(holds, hold => hold.Owner.Id)),
        ArrayParameters.Of(NpgsqlDbType.Uuid, Select(holds, hold => hold.Id.Value)),
        ArrayParameters.Of(NpgsqlDbType.Bigint, Select(holds, hold => hold.Epoch)),
    ];

    private static TValue[] Select<TValue>(IReadOnlyList<RunHold> holds, Func<RunHold, TValue> select) =>
        [.. holds.Select(select)];

    private static void Add(NpgsqlBatch batch, string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
