using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Sessions;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Name);
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.HasIndex(row => new { row.OwnerId, row.Name }).IsUnique().HasFilter("deleted_at IS NULL");
        builder.HasIndex(row => new { row.OwnerId, row.UpdatedAt, row.Id });
    }
}
