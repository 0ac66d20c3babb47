using Agntz.Domain.Streams;
using Agntz.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The tables on SQLite.</summary>
internal sealed class SqliteAgntzDbContext(DbContextOptions<SqliteAgntzDbContext> options) : AgntzDbContext(options)
{
    private const string Keys = "(SELECT value ->> 0 AS owner_id, value ->> 1 AS id FROM json_each({0})) AS u";

    public override string StoredBytes => "octet_length";

    public override string MillisecondsOf(string column) => column;

    // Ids are compared as the text that they are stored as.
    public override (string Table, object[] Parameters) TableOf(IReadOnlyCollection<LogName> keys) => (Keys,
    [
        $"[{string.Join(',', keys.Select(key => $"[{key.OwnerId},\"{key.Run.Value.ToString().ToUpperInvariant()}\"]"))}]",
    ]);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Model.UseJsonColumnType("TEXT");
    }
}
