using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Owners;

internal sealed class OwnerRowConfiguration : IEntityTypeConfiguration<OwnerRow>
{
    public void Configure(EntityTypeBuilder<OwnerRow> builder)
    {
        builder.ToTable("owners");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Issuer).HasMaxLength(Lengths.Name);
        builder.Property(row => row.Subject).HasMaxLength(Lengths.Name);
        builder.HasIndex(row => new { row.Issuer, row.Subject }).IsUnique();
    }
}
