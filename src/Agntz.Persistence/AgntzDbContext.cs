using Agntz.Domain.Streams;
using Agntz.Persistence.Model.Agents;
using Agntz.Persistence.Model.Owners;
using Agntz.Persistence.Model.Runs;
using Agntz.Persistence.Model.Sessions;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Model.Workers;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence;

/// <summary>
/// The tables, the same on every engine. Carries no owner: whoever queries names the owner in the predicate, so a
/// pooled context cannot carry one user's rows to another.
/// </summary>
internal abstract class AgntzDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<OwnerRow> Owners => Set<OwnerRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<SecretRow> Secrets => Set<SecretRow>();

    public DbSet<KeyRingRow> KeyRing => Set<KeyRingRow>();

    public DbSet<AgentVersionRow> AgentVersions => Set<AgentVersionRow>();

    public DbSet<AgentAliasRow> AgentAliases => Set<AgentAliasRow>();

    public DbSet<RunRow> Runs => Set<RunRow>();

    public DbSet<RunPayloadRow> RunPayloads => Set<RunPayloadRow>();

    public DbSet<ActiveRunRow> ActiveRuns => Set<ActiveRunRow>();

    public DbSet<RunEventsRow> RunEvents => Set<RunEventsRow>();

    public DbSet<IdempotencyKeyRow> IdempotencyKeys => Set<IdempotencyKeyRow>();

    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<TraceRow> Traces => Set<TraceRow>();

    public DbSet<OpenTraceRow> OpenTraces => Set<OpenTraceRow>();

    public DbSet<SpanRow> Spans => Set<SpanRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<WorkerRow> Workers => Set<WorkerRow>();

    /// <summary>
    /// The SQL function that says how many bytes a value takes where it is stored, without reading the value itself.
    /// </summary>
    public abstract string StoredBytes { get; }

    /// <summary>The SQL that reads an instant as milliseconds since 1970.</summary>
    /// <param name="column">The column that holds it.</param>
    public abstract string MillisecondsOf(string column);

    /// <summary>Keys of runs and traces as a table <c>u</c> of <c>owner_id</c> and <c>id</c>.</summary>
    /// <returns>The SQL of the table, and the parameters that it names by number.</returns>
    public abstract (string Table, object[] Parameters) TableOf(IReadOnlyCollection<LogName> keys);

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AgntzDbContext).Assembly);
}
