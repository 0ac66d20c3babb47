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
    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken) =>
        Connections.OpenConnectionAsync(cancellationToken);

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
        TryAsync(async () =>
        {
            await using var batch = NewBatch(statement);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return (int)statement.RecordsAffected;
        });

    /// <summary>Executes a statement and reads its answer.</summary>
    public Task<T> QueryAsync<T>(
        NpgsqlBatchCommand statement, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await using var batch = NewBatch(statement);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            return await read(reader);
        });

    /// <summary>Does something with a connection of it.</summary>
    public async Task<T> TryAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception failure) when (PostgresFailures.IsSilence(failure))
        {
            Connections.Clear();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Connections.DisposeAsync();

    private NpgsqlBatch NewBatch(NpgsqlBatchCommand statement)
    {
        var batch = Connections.CreateBatch();
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
