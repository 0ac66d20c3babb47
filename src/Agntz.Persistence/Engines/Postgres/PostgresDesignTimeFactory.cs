using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>What the migration tools use; no database is reached.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresAgntzDbContext>
{
    public PostgresAgntzDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresAgntzDbContext>()
            .UseNpgsql("Host=localhost").UseSnakeCaseNamingConvention().Options);
}
