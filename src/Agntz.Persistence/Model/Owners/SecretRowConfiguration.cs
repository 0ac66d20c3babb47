using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Owners;

internal sealed class SecretRowConfiguration : IEntityTypeConfiguration<SecretRow>
{
    public void Configure(EntityTypeBuilder<SecretRow> builder)
    {
        builder.ToTable("secrets");
        builder.HasKey(row => new { row.OwnerId, row.Name });
        builder.Property(row => row.Name).HasMaxLength(Lengths.Name);
        builder.HasOne<OwnerRow>().WithMany().HasForeignKey(row => row.OwnerId);
    }
}
