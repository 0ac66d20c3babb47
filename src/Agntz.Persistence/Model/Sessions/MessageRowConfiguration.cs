using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Sessions;

internal sealed class MessageRowConfiguration : IEntityTypeConfiguration<MessageRow>
{
    public void Configure(EntityTypeBuilder<MessageRow> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(row => new { row.OwnerId, row.SessionId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Role).HasMaxLength(Lengths.Word);
        builder.Property(row => row.Content).IsJson();
        builder.Property(row => row.ToolCalls).IsJson();
        builder.Property(row => row.ToolCallId).HasMaxLength(Lengths.Name);
    }
}
