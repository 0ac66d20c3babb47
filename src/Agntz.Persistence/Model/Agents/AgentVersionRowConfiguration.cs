using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Agents;

internal sealed class AgentVersionRowConfiguration : IEntityTypeConfiguration<AgentVersionRow>
{
    public void Configure(EntityTypeBuilder<AgentVersionRow> builder)
    {
        builder.ToTable("agent_versions", table => table.HasCheckConstraint(
            "ck_agent_versions_deleted", "deleted_at IS NULL OR activated_at IS NULL"));
        builder.HasKey(row => new { row.OwnerId, row.AgentId, row.CreatedAt });
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.Property(row => row.Name).HasMaxLength(Lengths.Text);
        builder.Property(row => row.SourcePath).HasMaxLength(Lengths.Text);
        builder.HasOne<Owners.OwnerRow>().WithMany().HasForeignKey(row => row.OwnerId);
        builder.HasIndex(row => new { row.OwnerId, row.AgentId, row.ActivatedAt, row.CreatedAt });
    }
}
