using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// A flush on PostgreSQL: two round trips, one that asks and one that writes and commits. An undisposed transaction is
/// rolled back when its connection goes back to the pool.
/// </summary>
internal sealed class PostgresFlush : IFlush
{
    private readonly NpgsqlConnection _connection;

    private PostgresFlush(NpgsqlConnection connection, FlushOpening opening)
    {
        _connection = connection;
        Opening = opening;
    }

    public FlushOpening Opening { get; }

    public static async Task<PostgresFlush> BeginAsync(
        NpgsqlDataSource source, Guid process, FlushQuestions questions, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            FlushOpeningCommands.AddTo(batch, process, questions);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return new PostgresFlush(
                connection, await FlushOpeningReader.ReadAsync(reader, questions, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
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
