using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Sessions;

internal sealed class SessionRowConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("sessions", table => table.HasCheckConstraint(
            "ck_sessions_counters", "message_count >= 0 AND last_message >= message_count AND last_run >= 0"));
        builder.HasKey(row => new { row.OwnerId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(Lengths.Name);
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.HasIndex(row => new { row.OwnerId, row.Name }).IsUnique().HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.UpdatedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => new { row.OwnerId, row.AgentId, row.UpdatedAt, row.Id }).HasFilter(Lists.Shown);
        builder.HasIndex(row => row.DeletedAt).HasFilter(Lists.Deleted);
    }
}
