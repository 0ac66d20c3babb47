using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class ActiveRunRowConfiguration : IEntityTypeConfiguration<ActiveRunRow>
{
    public void Configure(EntityTypeBuilder<ActiveRunRow> builder)
    {
        builder.ToTable("active_runs", table =>
        {
            table.HasCheckConstraint("ck_active_runs_claimed", "worker_id IS NULL OR epoch > 0");
            table.HasCheckConstraint("ck_active_runs_deadline", "time_limit_ms > 0 AND (epoch = 0) = (deadline IS NULL)");
            table.HasCheckConstraint("ck_active_runs_counters", "event_seq >= 0 AND span_seq >= 0 AND losses >= 0");
            table.HasCheckConstraint("ck_active_runs_cancel",
                "(cancel_requested_at IS NULL) = (cancel_mode IS NULL) AND (cancel_mode IS NULL) = (cancel_reason IS NULL)");
            table.HasCheckConstraint("ck_active_runs_session", "(session_id IS NULL) = (session_place IS NULL)");
            table.HasCheckConstraint("ck_active_runs_ready", "ready OR (session_id IS NOT NULL AND worker_id IS NULL)");
            table.HasCheckConstraint("ck_active_runs_mode", "cancel_mode IN ('finish', 'abort')");
        });
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.Property(row => row.CancelMode).HasMaxLength(Lengths.Word);
        builder.Property(row => row.CancelReason).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Retention).HasMaxLength(Lengths.Word);
        builder.HasIndex(row => new { row.OwnerId, row.StartedAt, row.Id }, "list")
            .HasDatabaseName("ix_active_runs_list").HasFilter("NOT delete_on_end");
        builder.HasIndex(row => new { row.OwnerId, row.StartedAt, row.Id }, "queue")
            .HasDatabaseName("ix_active_runs_queue").HasFilter("worker_id IS NULL AND ready");
        builder.HasIndex(row => new { row.OwnerId, row.SessionId, row.SessionPlace }).HasFilter("session_id IS NOT NULL");
        builder.HasIndex(row => new { row.OwnerId, row.SessionId, row.SessionPlace }, "waiting")
            .HasDatabaseName("ix_active_runs_waiting").HasFilter("NOT ready");
        builder.HasIndex(row => row.Deadline);
        builder.HasIndex(row => row.WorkerId).HasFilter("worker_id IS NOT NULL");
    }
}
