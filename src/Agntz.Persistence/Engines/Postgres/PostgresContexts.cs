using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Contexts on PostgreSQL.</summary>
internal sealed class PostgresContexts(PostgresSources sources) : IContexts
{
    // Of the transactions that met, one commits each time: as many tries as callers that are likely to meet.
    private const int MaxTries = 50;

    private readonly DbContextOptions<PostgresAgntzDbContext> _options =
        new DbContextOptionsBuilder<PostgresAgntzDbContext>()
            .UseNpgsql(sources.Reading)
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;

    public AgntzDbContext CreateReading() => new PostgresAgntzDbContext(_options);

    public async Task<T> WriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryWriteAsync(act, cancellationToken);
            }
            catch (Exception failure) when (tries < MaxTries && IsConflict(failure))
            {
                // Serializable transactions are repeated by whoever loses; the winner has committed by now.
            }
        }
    }

    private static bool IsConflict(Exception failure) =>
        (failure.GetBaseException() as PostgresException)?.SqlState
            is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.UniqueViolation;

    private async Task<T> TryWriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        await using var context = new PostgresAgntzDbContext(_options);
        await using var transaction = await context.Database.BeginTransactionAsync(
            IsolationLevel.Serializable, cancellationToken);
        var result = await act(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }
}
