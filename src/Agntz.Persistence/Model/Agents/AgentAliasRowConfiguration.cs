using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Agents;

internal sealed class AgentAliasRowConfiguration : IEntityTypeConfiguration<AgentAliasRow>
{
    public void Configure(EntityTypeBuilder<AgentAliasRow> builder)
    {
        builder.ToTable("agent_aliases");
        builder.HasKey(row => new { row.OwnerId, row.AgentId, row.Alias });
        builder.Property(row => row.AgentId).HasMaxLength(Lengths.Name);
        builder.Property(row => row.Alias).HasMaxLength(Lengths.Word);
        builder.HasOne<AgentVersionRow>().WithMany()
            .HasForeignKey(row => new { row.OwnerId, row.AgentId, row.CreatedAt });
    }
}
