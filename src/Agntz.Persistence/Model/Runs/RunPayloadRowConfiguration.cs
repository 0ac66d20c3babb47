using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Agntz.Persistence.Model.Runs;

internal sealed class RunPayloadRowConfiguration : IEntityTypeConfiguration<RunPayloadRow>
{
    public void Configure(EntityTypeBuilder<RunPayloadRow> builder)
    {
        builder.ToTable("run_payloads");
        builder.HasKey(row => new { row.OwnerId, row.RunId });
        builder.Property(row => row.Input).IsJson();
        builder.Property(row => row.Result).IsJson();
        builder.Property(row => row.ErrorDetails).IsJson();
    }
}
