using Agntz.Domain.Runs;
using Agntz.Persistence.Writing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the answers to <see cref="FlushOpeningCommands"/>.</summary>
internal static class FlushOpeningReader
{
    public static async Task<FlushOpening> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
        {
            return new FlushOpening { AlreadyCommitted = true };
        }

        return new FlushOpening
        {
            AlreadyCommitted = false,
            Created = await ReadCreatedAsync(reader, cancellationToken),
            LiveWorkers = await ReadWorkersAsync(reader, cancellationToken),
            Fenced = await ReadFencedAsync(reader, cancellationToken),
            OpenSpans = await ReadOpenSpansAsync(reader, cancellationToken),
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
            fenced.Add(ReadKey(reader), new FencedRun
            {
                EventSeq = reader.GetInt64(3),
                SpanSeq = reader.GetInt64(4),
                TotalTokens = reader.GetInt64(5),
                CostUsd = reader.IsDBNull(6) ? null : reader.GetDecimal(6),
                Losses = reader.GetInt32(7),
                CancelRequested = reader.GetBoolean(8),
            });
        }

        return fenced;
    }

    private static async Task<Dictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var rows = new List<(RunKey Run, OpenSpanRow Span)>();
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((ReadKey(reader),
                new OpenSpanRow(reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4))));
        }

        return rows.GroupBy(row => row.Run, row => row.Span)
            .ToDictionary(run => run.Key, run => (IReadOnlyList<OpenSpanRow>)[.. run]);
    }

    private static RunKey ReadKey(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2));
}
