using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Traces;

internal sealed class SpanRowConfiguration : IEntityTypeConfiguration<SpanRow>
{
    public void Configure(EntityTypeBuilder<SpanRow> builder)
    {
        builder.ToTable("spans", table =>
        {
            table.HasCheckConstraint("ck_spans_status", "status IN ('running', 'ok', 'error', 'cancelled')");
            table.HasCheckConstraint("ck_spans_ended", "(status = 'running') = (ended_at IS NULL)");
            table.HasCheckConstraint("ck_spans_order", "ended_at >= started_at");
            table.HasCheckConstraint("ck_spans_numbers", "end_seq > start_seq");
        });
        builder.HasKey(row => new { row.OwnerId, row.TraceId, row.SpanId });
        builder.Property(row => row.Kind).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Text);
        builder.Property(row => row.Status).HasMaxLength(Lengths.Word);
        builder.Property(row => row.StartAttributes).IsJson();
        builder.Property(row => row.EndAttributes).IsJson();
        builder.Property(row => row.Events).IsJson();
    }
}
