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

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AgntzDbContext).Assembly);
}
