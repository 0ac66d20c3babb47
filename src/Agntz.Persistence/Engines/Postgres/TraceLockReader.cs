using Agntz.Persistence.Ingesting;
using Agntz.Persistence.Model.Traces;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Reads the answers to <see cref="TraceLockCommands"/>.</summary>
internal static class TraceLockReader
{
    /// <returns>The time by the database's clock.</returns>
    public static async Task<DateTimeOffset> ReadAsync(
        NpgsqlDataReader reader, long ownerId, IReadOnlyDictionary<Guid, LockedTrace> traces,
        CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            traces[reader.GetGuid(0)].Retention = reader.GetString(1);
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            traces[reader.GetGuid(0)].Active = new ActiveTrace(
                reader.GetInt64(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetDecimal(3),
                reader.GetString(4));
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            traces[reader.GetGuid(0)].Open = new OpenTraceRow
            {
                OwnerId = ownerId,
                Id = reader.GetGuid(0),
                SpanSeq = reader.GetInt64(1),
                RootEnded = reader.GetBoolean(2),
                LastArrival = reader.GetFieldValue<DateTimeOffset>(3),
                EndedAt = Instant(reader, 4),
                RootStatus = Text(reader, 5),
                HasErrors = reader.GetBoolean(6),
            };
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            traces[reader.GetGuid(0)].Summary = ReadSummary(reader, ownerId);
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            traces[reader.GetGuid(0)].Spans.Add(reader.GetInt64(1));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    private static TraceRow ReadSummary(NpgsqlDataReader reader, long ownerId) => new()
    {
        OwnerId = ownerId,
        Id = reader.GetGuid(0),
        IsRun = reader.GetBoolean(1),
        RootName = reader.GetString(2),
        AgentId = Text(reader, 3),
        StartedAt = reader.GetFieldValue<DateTimeOffset>(4),
        EndedAt = Instant(reader, 5),
        Status = Text(reader, 6),
        SpanCount = reader.GetInt64(7),
        TotalTokens = reader.GetInt64(8),
        TotalCostUsd = reader.IsDBNull(9) ? null : reader.GetDecimal(9),
        DeletedAt = Instant(reader, 10),
    };

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}
