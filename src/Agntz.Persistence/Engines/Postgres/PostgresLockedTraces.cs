using Agntz.Persistence.Ingesting;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresLockedTraces : ILockedTraces
{
    private readonly NpgsqlConnection _connection;

    private PostgresLockedTraces(NpgsqlConnection connection, IReadOnlyDictionary<Guid, LockedTrace> traces)
    {
        _connection = connection;
        Traces = traces;
    }

    public IReadOnlyDictionary<Guid, LockedTrace> Traces { get; }

    public static async Task<PostgresLockedTraces> BeginAsync(
        NpgsqlDataSource source, string lockTimeout, long ownerId, IReadOnlyList<(Guid Trace, long Span)> spans,
        CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            var traces = spans.Select(span => span.Trace).Distinct()
                .ToDictionary(id => id, id => new LockedTrace { Id = id });
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(lockTimeout));
            TraceLockCommands.AddTo(batch, ownerId, [.. traces.Keys], spans);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            await TraceLockReader.ReadAsync(reader, ownerId, traces, cancellationToken);
            return new PostgresLockedTraces(connection, traces);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken)
    {
        await using var batch = _connection.CreateBatch();
        rows.WriteTo(new PostgresTableWriter(batch));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
