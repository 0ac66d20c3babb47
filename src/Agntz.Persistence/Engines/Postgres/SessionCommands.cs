using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Npgsql;
using NpgsqlTypes;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Locks the sessions of a flush before any of its runs: those of runs that end, and those runs are created in, which
/// exist afterwards. Those that exist already are locked in one order, whatever they are locked for, so that two flushes
/// do not wait for each other.
/// </summary>
internal static class SessionCommands
{
    private const string Columns =
        "s.owner_id, s.id, s.name, s.message_count, s.last_message, s.last_run, s.deleted_at IS NOT NULL";

    /// <summary>
    /// Joins the sessions, as <c>s</c>, that have the names in <c>named</c>. One name after the other: the offset keeps the
    /// planner, which may meet an empty table, from going through all sessions for the sake of a few names.
    /// </summary>
    internal const string ByName =
        """
        CROSS JOIN LATERAL (
            SELECT n.owner_id, n.id FROM sessions n
            WHERE n.owner_id = named.owner_id AND n.name = named.name AND n.deleted_at IS NULL OFFSET 0) s
        """;

    private const string Lock =
        $"""
        WITH wanted AS (
            SELECT * FROM unnest($1, $2) AS ending(owner_id, id)
            UNION
            SELECT s.owner_id, s.id
            FROM unnest($3, $4) AS named(owner_id, name)
            {ByName})
        SELECT {Columns}
        FROM sessions s JOIN wanted w ON s.owner_id = w.owner_id AND s.id = w.id
        ORDER BY s.owner_id, s.id
        FOR UPDATE OF s
        """;

    private static readonly string Names =
        string.Join(", ", SessionTables.Insert.Values.Select(column => column.Name));

    // Taking hold of a row that is there changes nothing of it. A run whose key is another's begins no session.
    private static readonly string Begin =
        $"""
        INSERT INTO sessions AS s ({Names})
        SELECT DISTINCT ON (u.owner_id, u.name) {Names}
        FROM unnest({string.Join(", ", Enumerable.Range(1, SessionTables.Insert.Values.Count + 2).Select(it => $"${it}"))})
            AS u({Names}, key, run_id)
        WHERE u.key IS NULL OR EXISTS (
            SELECT 1 FROM idempotency_keys k WHERE k.owner_id = u.owner_id AND k.key = u.key AND k.run_id = u.run_id)
        ORDER BY u.owner_id, u.name
        ON CONFLICT (owner_id, name) WHERE deleted_at IS NULL DO UPDATE SET last_run = s.last_run
        RETURNING {Columns}
        """;

    /// <summary>
    /// Adds one command that locks, one that begins what is not there yet, and one that looks at the active runs.
    /// </summary>
    public static void AddTo(NpgsqlBatch batch, FlushQuestions questions)
    {
        var existing = new NpgsqlBatchCommand(Lock);
        existing.Parameters.Add(Of(NpgsqlDbType.Bigint, questions.EndingInSessions, hold => hold.Owner.Id));
        existing.Parameters.Add(Of(NpgsqlDbType.Bigint, questions.EndingInSessions, hold => hold.Session!.Key));
        existing.Parameters.Add(OwnersOf(questions.InSessions));
        existing.Parameters.Add(NamesOf(questions.InSessions));
        batch.BatchCommands.Add(existing);
        if (questions.InSessions.Count > 0)
        {
            batch.BatchCommands.Add(Beginning(questions.InSessions));
            SessionHeadCommand.AddTo(batch, questions);
        }
    }

    /// <summary>Reads the answers of the first two, from where the reader is.</summary>
    public static async Task<List<LockedSession>> ReadAsync(
        NpgsqlDataReader reader, FlushQuestions questions, CancellationToken cancellationToken)
    {
        var sessions = await ReadAsync(reader, cancellationToken);
        if (questions.InSessions.Count > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            sessions.AddRange(await ReadAsync(reader, cancellationToken));
        }

        return sessions;
    }

    /// <summary>The owners of the sessions runs are created in, one for each of <see cref="NamesOf"/>.</summary>
    public static NpgsqlParameter OwnersOf(IReadOnlyList<NewRun> runs) =>
        Of(NpgsqlDbType.Bigint, runs, run => run.Owner.Id);

    /// <summary>The names of the sessions runs are created in.</summary>
    public static NpgsqlParameter NamesOf(IReadOnlyList<NewRun> runs) =>
        Of(NpgsqlDbType.Text, runs, run => run.Session!.Id);

    private static NpgsqlBatchCommand Beginning(IReadOnlyList<NewRun> runs)
    {
        var command = new NpgsqlBatchCommand(Begin);
        var rows = runs.Select(run => NewRunRows.Session(run, run.Session!)).ToList();
        foreach (var column in SessionTables.Insert.Values)
        {
            command.Parameters.Add(column.Gather(rows, ArrayParameters.Instance));
        }

        command.Parameters.Add(Of(NpgsqlDbType.Text, runs, run => run.Key?.Value));
        command.Parameters.Add(Of(NpgsqlDbType.Uuid, runs, run => run.Id.Value));
        return command;
    }

    private static async Task<List<LockedSession>> ReadAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var sessions = new List<LockedSession>();
        while (await reader.ReadAsync(cancellationToken))
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

    private static NpgsqlParameter Of<TItem, TValue>(
        NpgsqlDbType type, IReadOnlyList<TItem> items, Func<TItem, TValue> select) =>
        ArrayParameters.Of(type, items.Select(select).ToArray());
}
