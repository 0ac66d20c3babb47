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
    private readonly PooledDbContextFactory<PostgresAgntzDbContext> _reading = new(
        Configure(sources, engine => engine.EnableRetryOnFailure(MaxReadTries, LongestReadPause, null)));

    private readonly DbContextOptions<PostgresAgntzDbContext> _writing = Configure(sources, _ => { });

    public AgntzDbContext CreateReading() => _reading.CreateDbContext();

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
        PostgresSources sources, Action<NpgsqlDbContextOptionsBuilder> configure) =>
        new DbContextOptionsBuilder<PostgresAgntzDbContext>()
            .UseNpgsql(sources.Reading, configure)
            .AddInterceptors(new UnfitConnections.Interceptor(sources.Reading))
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;

    private static bool IsConflict(Exception failure) =>
        failure.GetBaseException() is PostgresException met
        && (PostgresFailures.IsConflict(met) || PostgresFailures.IsDuplicate(met));

    private async Task<T> TryWriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var context = new PostgresAgntzDbContext(_writing);
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
            when (UnfitConnections.DropIfUnfit(sources.Reading, connection, failure) is { } misread)
        {
            throw misread;
        }
    }
}
