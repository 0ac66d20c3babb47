using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>What the migration tools use; no database is reached.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteAgntzDbContext>
{
    public SqliteAgntzDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteAgntzDbContext>()
            .UseSqlite("Data Source=design.db").UseSnakeCaseNamingConvention().Options);
}
