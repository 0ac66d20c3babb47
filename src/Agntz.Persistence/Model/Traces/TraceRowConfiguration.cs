using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Traces;

internal sealed class TraceRowConfiguration : IEntityTypeConfiguration<TraceRow>
{
    public void Configure(EntityTypeBuilder<TraceRow> builder)
    {
        builder.ToTable("traces", table =>
        {
            table.HasCheckConstraint("ck_traces_status", "status IN ('ok', 'error', 'cancelled')");
            table.HasCheckConstraint("ck_traces_ended", "(status IS NULL) = (ended_at IS NULL)");
            table.HasCheckConstraint("ck_traces_done", "(status IS NULL) = (done_seq IS NULL)");
            table.HasCheckConstraint("ck_traces_order", "ended_at >= started_at");
        });
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.RootName).HasMaxLength(Lengths.Text);
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.Property(row => row.RequestedVersion).HasMaxLength(Lengths.Name);
        builder.Property(row => row.Status).HasMaxLength(Lengths.Word);
        builder.HasIndex(row => row.DeletedAt).HasFilter(Lists.Deleted);
        builder.HasIndex(row => new { row.OwnerId, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.AgentId, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.Status, row.StartedAt, row.Id }).HasFilter(Lists.Shown);
    }
}
