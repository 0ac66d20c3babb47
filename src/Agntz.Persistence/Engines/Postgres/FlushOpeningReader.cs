using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the answers to <see cref="FlushOpeningCommands"/>.</summary>
internal static class FlushOpeningReader
{
    public static async Task<FlushOpening> ReadAsync(
        NpgsqlDataReader reader, FlushQuestions questions, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new FlushOpening { AlreadyCommitted = true };
        }

        var keys = new Dictionary<(long OwnerId, string Key), KeyedRun>();
        if (questions.Keys.Count > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            keys = await KeyCommands.ReadAsync(reader, cancellationToken);
        }

        var created = await ReadCreatedAsync(reader, cancellationToken);
        var workers = await ReadWorkersAsync(reader, cancellationToken);
        var fenced = await ReadFencedAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return new FlushOpening
        {
            AlreadyCommitted = false,
            Created = created,
            Keys = keys,
            LiveWorkers = workers,
            Fenced = fenced,
            OpenSpans = await OpenSpansCommand.ReadAsync(reader, cancellationToken),
        };
    }

    private static async Task<HashSet<RunId>> ReadCreatedAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var created = new HashSet<RunId>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            created.Add(new RunId(reader.GetGuid(0)));
        }

        return created;
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> ReadWorkersAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var workers = new Dictionary<Guid, DateTimeOffset>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            workers.Add(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
        }

        return workers;
    }

    private static async Task<Dictionary<RunKey, FencedRun>> ReadFencedAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var fenced = new Dictionary<RunKey, FencedRun>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            fenced.Add(ReadKey(reader), ReadRun(reader));
        }

        return fenced;
    }

    /// <summary>Reads a locked run from columns that begin with its owner, id and epoch.</summary>
    public static FencedRun ReadRun(NpgsqlDataReader reader) => new()
    {
        EventSeq = reader.GetInt64(3),
        SpanSeq = reader.GetInt64(4),
        TotalTokens = reader.GetInt64(5),
        CostUsd = reader.IsDBNull(6) ? null : reader.GetDecimal(6),
        Losses = reader.GetInt32(7),
        CancelRequested = reader.GetBoolean(8),
    };

    public static RunKey ReadKey(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2));
}
