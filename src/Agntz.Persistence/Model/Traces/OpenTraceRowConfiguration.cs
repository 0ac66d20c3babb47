using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Traces;

internal sealed class OpenTraceRowConfiguration : IEntityTypeConfiguration<OpenTraceRow>
{
    public void Configure(EntityTypeBuilder<OpenTraceRow> builder)
    {
        builder.ToTable("open_traces", table =>
            table.HasCheckConstraint("ck_open_traces_counter", "span_seq >= 0"));
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.RootStatus).HasMaxLength(Lengths.Word);
        builder.HasIndex(row => row.LastArrival);
    }
}
