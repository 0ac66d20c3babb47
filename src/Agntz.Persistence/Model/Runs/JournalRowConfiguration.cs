using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class JournalRowConfiguration : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("journal");
        builder.HasKey(row => new { row.OwnerId, row.RunId, row.Path });
        builder.Property(row => row.Path).HasMaxLength(Lengths.Text);
        builder.Property(row => row.Output).IsJson();
    }
}
