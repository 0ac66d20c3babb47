using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Workers;

internal sealed class WorkerFlushRowConfiguration : IEntityTypeConfiguration<WorkerFlushRow>
{
    public void Configure(EntityTypeBuilder<WorkerFlushRow> builder)
    {
        builder.ToTable("worker_flushes");
        builder.HasKey(row => row.Process);
        builder.Property(row => row.Process).ValueGeneratedNever();
    }
}
