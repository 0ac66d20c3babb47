using Agntz.Persistence.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// The statements that open a flush, in the order <see cref="FlushOpeningReader"/> reads their answers. That is also the
/// order in which every transaction takes its locks: keys, sessions, workers, runs.
/// </summary>
internal static class FlushOpeningCommands
{
    private const string CountFlush =
        """
        UPDATE worker_flushes SET n = $1, seen_at = clock_timestamp() WHERE process = $2 AND n = $1 - 1 RETURNING n
        """;

    private const string LockWorkers =
        "SELECT id, clock_timestamp() FROM workers WHERE id = ANY($1) AND NOT dead ORDER BY id FOR KEY SHARE";

    public static void AddTo(NpgsqlBatch batch, Guid process, FlushQuestions questions)
    {
        Add(batch, CountFlush, new NpgsqlParameter<long> { TypedValue = questions.Number },
            new NpgsqlParameter<Guid> { TypedValue = process });
        if (questions.Keys.Count > 0)
        {
            KeyCommands.AddTo(batch, questions.Keys);
        }

        if (NeedsSessions(questions))
        {
            SessionCommands.AddTo(batch, questions);
        }

        var workers = questions.Creations.Select(run => run.ClaimFor).OfType<Guid>().Distinct().ToArray();
        Add(batch, LockWorkers, ArrayParameters.Of(NpgsqlDbType.Uuid, workers));
        FenceCommands.AddTo(batch, questions);
        OpenSpansCommand.AddTo(
            batch, [.. questions.AskingForOpenSpans.Select(hold => hold.Key())], questions.Superseding);
    }

    /// <summary>Whether a flush locks any session.</summary>
    public static bool NeedsSessions(FlushQuestions questions) =>
        questions.InSessions.Count > 0 || questions.EndingInSessions.Count > 0;

    private static void Add(NpgsqlBatch batch, string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
    }
}
