using Agntz.Domain.Streams;
using Agntz.Persistence.Model;
using Agntz.Persistence.Model.Runs;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>The tables on PostgreSQL.</summary>
internal sealed class PostgresAgntzDbContext(DbContextOptions<PostgresAgntzDbContext> options) : AgntzDbContext(options)
{
    internal const string Keys = "unnest({0}, {1}) AS u(owner_id, id)";

    public override string StoredBytes => "pg_column_size";

    public override string MillisecondsOf(string column) => $"(extract(epoch FROM {column}) * 1000)::bigint";

    public override (string Table, object[] Parameters) TableOf(IReadOnlyCollection<LogName> keys) =>
        (Keys, [keys.Select(key => key.OwnerId).ToArray(), keys.Select(key => key.Run.Value).ToArray()]);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveColumnType("timestamp(3) with time zone");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Model.UseJsonColumnType("json");

        // Its counters change with every flush; free room on the page keeps those updates out of the indexes.
        modelBuilder.Entity<ActiveRunRow>().HasStorageParameter("fillfactor", 50);
    }
}
