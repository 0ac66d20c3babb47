using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Owners;

internal sealed class KeyRingRowConfiguration : IEntityTypeConfiguration<KeyRingRow>
{
    public void Configure(EntityTypeBuilder<KeyRingRow> builder)
    {
        builder.ToTable("key_ring");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Name);
        builder.HasIndex(row => row.Name).IsUnique();
    }
}
