using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Workers;

internal sealed class LeaseClockRowConfiguration : IEntityTypeConfiguration<LeaseClockRow>
{
    public void Configure(EntityTypeBuilder<LeaseClockRow> builder)
    {
        builder.ToTable("lease_clock", table => table.HasCheckConstraint("ck_lease_clock_one", "id = 1"));
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
