using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Owners;

internal sealed class ApiKeyRowConfiguration : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.Hash).HasMaxLength(Lengths.Hash);
        builder.Property(row => row.Prefix).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Name);
        builder.HasOne<OwnerRow>().WithMany().HasForeignKey(row => row.OwnerId);
        builder.HasIndex(row => row.Hash).IsUnique();
    }
}
