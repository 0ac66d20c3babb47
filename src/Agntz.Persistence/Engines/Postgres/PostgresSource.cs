using System.Data.Common;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// One pool of connections. Where one of them does not answer in time, all of them are discarded: what has broken one
/// without a word, such as a router that forgot it, has broken those beside it, and the next try must find a fresh one.
/// </summary>
/// <param name="connections">The connections.</param>
/// <param name="settings">
/// What a transaction is to set for itself, as statements: empty where the connections have it already.
/// </param>
internal sealed class PostgresSource(NpgsqlDataSource connections, IReadOnlyList<string> settings) : IAsyncDisposable
{
    /// <summary>Begins a transaction.</summary>
    public const string Begin = "BEGIN";

    /// <summary>Commits one.</summary>
    public const string Commit = "COMMIT";

    /// <summary>The connections.</summary>
    public NpgsqlDataSource Connections { get; } = connections;

    /// <summary>What a transaction is to set for itself, as statements.</summary>
    public IReadOnlyList<string> Settings { get; } = settings;

    /// <summary>Opens a connection, or takes one that is open.</summary>
    public async Task<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Connections.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException silence) when (PostgresFailures.IsSilence(silence))
        {
            // Told apart from a statement that takes too long: nothing was asked yet.
            Connections.Clear();
            throw new NpgsqlException("No connection to the database could be opened in time.", silence);
        }
    }

    /// <summary>Adds what begins a transaction.</summary>
    public void AddBeginning(NpgsqlBatch batch)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Begin));
        foreach (var setting in Settings)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(setting));
        }
    }

    /// <summary>Executes a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public Task<int> ExecuteAsync(NpgsqlBatchCommand statement, CancellationToken cancellationToken) =>
        UseAsync(
            async connection =>
            {
                await using var batch = NewBatch(connection, statement);
                await batch.ExecuteNonQueryAsync(cancellationToken);
                return (int)statement.RecordsAffected;
            },
            cancellationToken);

    /// <summary>Executes a statement and reads its answer.</summary>
    public Task<T> QueryAsync<T>(
        NpgsqlBatchCommand statement, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        UseAsync(
            async connection =>
            {
                await using var batch = NewBatch(connection, statement);
                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                return await read(reader);
            },
            cancellationToken);

    /// <summary>Uses a connection of the pool, which is discarded where a failure says that it is of no use.</summary>
    /// <exception cref="MisreadAnswerException">The answer was misread; the statement may have been executed.</exception>
    public async Task<T> TryAsync<T>(NpgsqlConnection connection, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (Discard(connection, failure) is { } misread)
        {
            throw misread;
        }
    }

    /// <summary>
    /// Discards the connections of the pool, those in use when they come back, where a failure says that they are of no
    /// use.
    /// </summary>
    /// <returns>The failure to throw instead where an answer was misread; null where it speaks for itself.</returns>
    public MisreadAnswerException? Discard(DbConnection? used, Exception failure)
    {
        if (PostgresFailures.IsSilence(failure))
        {
            Connections.Clear();
        }

        return UnfitConnections.DropIfUnfit(Connections, used, failure);
    }

    public ValueTask DisposeAsync() => Connections.DisposeAsync();

    private async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var connection = await OpenConnectionAsync(cancellationToken);
        return await TryAsync(connection, () => use(connection));
    }

    private NpgsqlBatch NewBatch(NpgsqlConnection connection, NpgsqlBatchCommand statement)
    {
        var batch = connection.CreateBatch();
        if (Settings.Count == 0)
        {
            batch.BatchCommands.Add(statement);
            return batch;
        }

        AddBeginning(batch);
        batch.BatchCommands.Add(statement);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Commit));
        return batch;
    }
}
