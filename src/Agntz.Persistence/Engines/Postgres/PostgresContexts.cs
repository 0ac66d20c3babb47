using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Contexts on PostgreSQL.</summary>
internal sealed class PostgresContexts(PostgresSources sources) : IContexts
{
    // Of the transactions that met, one commits each time: as many tries as callers that are likely to meet.
    private const int MaxTries = 50;
    private const int MaxReadTries = 3;

    private static readonly TimeSpan LongestReadPause = TimeSpan.FromMilliseconds(200);

    // A read that meets a broken connection, as all in the pool are after a restart of the database, is repeated.
    private readonly Lazy<PooledDbContextFactory<PostgresAgntzDbContext>> _reading = new(() => new(
        Configure(sources.Reading, engine => engine.EnableRetryOnFailure(MaxReadTries, LongestReadPause, null))));

    private readonly Lazy<DbContextOptions<PostgresAgntzDbContext>> _writing = new(
        () => Configure(sources.Reading, _ => { }));

    public AgntzDbContext CreateReading() => _reading.Value.CreateDbContext();

    /// <summary>A context to migrate with; its caller disposes it.</summary>
    public AgntzDbContext CreateMigrating() => new PostgresAgntzDbContext(Configure(sources.Dedicated, _ => { }));

    public async Task<T> WriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryWriteAsync(act, cancellationToken);
            }
            catch (Exception failure)
                when (tries < MaxTries && (IsConflict(failure) || failure is MisreadAnswerException))
            {
                // Serializable transactions are repeated by whoever loses; the winner has committed by now.
            }
        }
    }

    private static DbContextOptions<PostgresAgntzDbContext> Configure(
        PostgresSource source, Action<NpgsqlDbContextOptionsBuilder> configure) =>
        new DbContextOptionsBuilder<PostgresAgntzDbContext>()
            .UseNpgsql(source.Connections, configure)
            .AddInterceptors(new SourceInterceptor(source))
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;

    private static bool IsConflict(Exception failure) =>
        failure.GetBaseException() is PostgresException met
        && (PostgresFailures.IsConflict(met) || PostgresFailures.IsDuplicate(met));

    private async Task<T> TryWriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var context = new PostgresAgntzDbContext(_writing.Value);
        await using var transaction = await context.Database.BeginTransactionAsync(
            IsolationLevel.Serializable, cancellationToken);
        var connection = context.Database.GetDbConnection();
        try
        {
            var result = await act(context);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception failure)
            when (sources.Reading.Discard(connection, failure) is { } misread)
        {
            throw misread;
        }
    }
}
