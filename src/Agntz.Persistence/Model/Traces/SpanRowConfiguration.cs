using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Traces;

internal sealed class SpanRowConfiguration : IEntityTypeConfiguration<SpanRow>
{
    /// <summary>
    /// The last number of a span log that no index knows. Nearly all traces end before it, and cost no more to write; what
    /// is before it in others is found by reading the trace.
    /// </summary>
    public const int Early = 256;

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
        builder.HasIndex(row => new { row.OwnerId, row.TraceId, row.StartSeq })
            .HasFilter($"start_seq > {Early}").HasDatabaseName("ix_spans_starts");
        builder.HasIndex(row => new { row.OwnerId, row.TraceId, row.EndSeq })
            .HasFilter($"end_seq > {Early}").HasDatabaseName("ix_spans_ends");
        builder.Property(row => row.Kind).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Text);
        builder.Property(row => row.Status).HasMaxLength(Lengths.Word);
        builder.Property(row => row.StartAttributes).IsJson();
        builder.Property(row => row.EndAttributes).IsJson();
        builder.Property(row => row.Events).IsJson();
    }
}
