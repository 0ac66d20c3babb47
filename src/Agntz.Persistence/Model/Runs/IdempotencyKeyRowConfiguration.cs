using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class IdempotencyKeyRowConfiguration : IEntityTypeConfiguration<IdempotencyKeyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyKeyRow> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(row => new { row.OwnerId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(Lengths.Name);
        builder.Property(row => row.BodyHash).HasMaxLength(Lengths.Hash);
        builder.HasIndex(row => row.CreatedAt);
    }
}
