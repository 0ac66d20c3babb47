using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Contexts on SQLite: many readers, and writes in turn with the writer on its connection.</summary>
internal sealed class SqliteContexts(SqliteFile file, SqliteWriteGate gate) : IContexts
{
    private readonly PooledDbContextFactory<SqliteAgntzDbContext> _reading = new(
        Configure(new DbContextOptionsBuilder<SqliteAgntzDbContext>().UseSqlite(file.ConnectionString)));

    public AgntzDbContext CreateReading() => _reading.CreateDbContext();

    public async Task<T> WriteAsync<T>(Func<AgntzDbContext, Task<T>> act, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var context = new SqliteAgntzDbContext(Configure(
            new DbContextOptionsBuilder<SqliteAgntzDbContext>().UseSqlite(turn.Connection.Connection)));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await act(context);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static DbContextOptions<SqliteAgntzDbContext> Configure(
        DbContextOptionsBuilder<SqliteAgntzDbContext> builder) =>
        builder.UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
}
