using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class RunEventsRowConfiguration : IEntityTypeConfiguration<RunEventsRow>
{
    public void Configure(EntityTypeBuilder<RunEventsRow> builder)
    {
        builder.ToTable("run_events", table =>
            table.HasCheckConstraint("ck_run_events_order", "first_seq > 0 AND last_seq >= first_seq"));
        builder.HasKey(row => new { row.OwnerId, row.RunId, row.FirstSeq });
        builder.Property(row => row.Frames).IsJson();
    }
}
