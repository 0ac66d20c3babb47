using Agntz.Persistence.Writing.Tables;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// A transaction of two round trips: one that asks and one that writes and commits. Disposed without a commit, it is
/// rolled back when its connection goes back to the pool.
/// </summary>
internal sealed class PostgresTransaction : IAsyncDisposable
{
    private readonly PostgresSource _source;

    private PostgresTransaction(PostgresSource source, NpgsqlConnection connection)
    {
        _source = source;
        Connection = connection;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>Begins, asks, and reads the answers.</summary>
    /// <param name="source">Where the connection comes from.</param>
    /// <param name="ask">Adds the questions.</param>
    /// <param name="read">Makes of the answers what its caller disposes; when it throws, nothing is held.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task<T> BeginAsync<T>(
        PostgresSource source, Action<NpgsqlBatch> ask, Func<PostgresTransaction, NpgsqlDataReader, Task<T>> read,
        CancellationToken cancellationToken) =>
        UnfitConnections.RepeatAsync(async () =>
        {
            var connection = await source.OpenConnectionAsync(cancellationToken);
            try
            {
                return await source.TryAsync(connection, async () =>
                {
                    await using var batch = connection.CreateBatch();
                    source.AddBeginning(batch);
                    ask(batch);
                    await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                    return await read(new PostgresTransaction(source, connection), reader);
                });
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    /// <summary>
    /// As the other, for locks that are asked for again rather than waited for when somebody does not let go of them.
    /// </summary>
    public static Task<T> LockAsync<T>(
        PostgresSource source, Action<NpgsqlBatch> ask, Func<PostgresTransaction, NpgsqlDataReader, Task<T>> read,
        CancellationToken cancellationToken) => BeginAsync(
            source,
            batch =>
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL lock_timeout = '2s'"));
                ask(batch);
            },
            read,
            cancellationToken);

    /// <summary>Writes and commits.</summary>
    public Task CommitAsync(Action<ITableWriter> write, CancellationToken cancellationToken) =>
        _source.TryAsync(Connection, async () =>
        {
            await using var batch = Connection.CreateBatch();
            write(new PostgresTableWriter(batch));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSource.Commit));
            return await batch.ExecuteNonQueryAsync(cancellationToken);
        });

    public ValueTask DisposeAsync() => Connection.DisposeAsync();
}
