using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Holds what contexts ask to what holds for a <see cref="PostgresSource"/>: its settings go with every transaction, and
/// where no answer comes its connections are discarded.
/// </summary>
internal sealed class SourceInterceptor(PostgresSource source) : DbCommandInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        AddSettings(command);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        AddSettings(command);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result,
        CancellationToken cancellationToken = default)
    {
        AddSettings(command);
        return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Discard(command.Connection, eventData.Exception);
        return base.CommandFailedAsync(command, eventData, cancellationToken);
    }

    public async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result,
        CancellationToken cancellationToken = default)
    {
        if (source.Settings.Count > 0)
        {
            await using var batch = ((NpgsqlConnection)connection).CreateBatch();
            foreach (var setting in source.Settings)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(setting));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public Task TransactionFailedAsync(
        DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Discard(transaction.Connection, eventData.Exception);
        return Task.CompletedTask;
    }

    private void Discard(DbConnection? used, Exception failure)
    {
        if (source.Discard(used, failure) is { } misread)
        {
            throw misread;
        }
    }

    // In a transaction of its own, as a batch of one round trip: its answer is the first that has rows.
    private void AddSettings(DbCommand command)
    {
        if (source.Settings.Count > 0 && command.Transaction is null)
        {
            command.CommandText =
                $"{PostgresSource.Begin};{string.Join(';', source.Settings)};{command.CommandText.TrimEnd(' ', '\n', ';')};"
                + PostgresSource.Commit;
        }
    }
}
