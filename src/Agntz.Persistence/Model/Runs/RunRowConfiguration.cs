using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class RunRowConfiguration : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("runs", table =>
        {
            table.HasCheckConstraint("ck_runs_status", "status IN ('completed', 'failed', 'cancelled')");
            table.HasCheckConstraint("ck_runs_ended", "(status IS NULL) = (ended_at IS NULL)");
            table.HasCheckConstraint("ck_runs_last_event", "(status IS NULL) = (last_event_seq IS NULL)");
            // So that no other status is put in place of a run's own without the rest of what such a run is.
            table.HasCheckConstraint(
                "ck_runs_error",
                "(coalesce(status, 'completed') = 'completed') = (error IS NULL) AND (error IS NULL) = (error_code IS NULL) "
                + "AND (status = 'cancelled') = (error_code = 'RUN_CANCELLED')");
            table.HasCheckConstraint("ck_runs_order", "ended_at >= started_at");
            table.HasCheckConstraint("ck_runs_retention", "retention IN ('none', 'result', 'session')");
        });
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.Property(row => row.RequestedVersion).HasMaxLength(Lengths.Name);
        builder.Property(row => row.Retention).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Status).HasMaxLength(Lengths.Word);
        builder.Property(row => row.ErrorCode).HasMaxLength(Lengths.Word);
        builder.HasIndex(row => new { row.OwnerId, row.SessionId }).HasFilter(Lists.Shown);
        builder.HasIndex(row => row.DeletedAt).HasFilter(Lists.Deleted);
        builder.HasIndex(row => row.ExpiresAt).HasFilter("expires_at IS NOT NULL AND deleted_at IS NULL");
        builder.HasIndex(row => new { row.OwnerId, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.AgentId, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.Status, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
    }
}
