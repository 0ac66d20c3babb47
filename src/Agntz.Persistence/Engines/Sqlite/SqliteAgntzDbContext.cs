using Agntz.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The tables on SQLite.</summary>
internal sealed class SqliteAgntzDbContext(DbContextOptions<SqliteAgntzDbContext> options) : AgntzDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Model.UseJsonColumnType("TEXT");
    }
}
