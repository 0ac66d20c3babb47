using Agntz.Persistence.Locking;
using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <inheritdoc/>
internal sealed class PostgresLockedRuns : ILockedRuns
{
    private readonly NpgsqlConnection _connection;

    private PostgresLockedRuns(NpgsqlConnection connection, IReadOnlyList<LockedRun> runs)
    {
        _connection = connection;
        Runs = runs;
    }

    public IReadOnlyList<LockedRun> Runs { get; }

    public static async Task<PostgresLockedRuns> BeginAsync(
        NpgsqlDataSource source, string lockTimeout, NpgsqlBatchCommand take, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(lockTimeout));
            batch.BatchCommands.Add(take);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return new PostgresLockedRuns(connection, await LockedRunColumns.ReadAsync(reader, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        IReadOnlyList<RunKey> runs, CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
        {
            return new Dictionary<RunKey, IReadOnlyList<OpenSpanRow>>();
        }

        await using var batch = _connection.CreateBatch();
        OpenSpansCommand.AddTo(batch, runs, []);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await OpenSpansCommand.ReadAsync(reader, cancellationToken);
    }

    public async Task CommitAsync(FlushRows rows, CancellationToken cancellationToken)
    {
        await using var batch = _connection.CreateBatch();
        rows.WriteTo(new PostgresTableWriter(batch));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
