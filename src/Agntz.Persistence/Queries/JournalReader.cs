using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <inheritdoc/>
internal sealed class JournalReader(IContexts contexts) : IJournalReader
{
    public async Task<Journal> ReadAsync(Owner owner, RunId run, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var outputs = await context.Journal
            .Where(row => row.OwnerId == owner.Id && row.RunId == run.Value)
            .ToDictionaryAsync(row => row.Path, row => row.Output, StringComparer.Ordinal, cancellationToken);
        return outputs.Count == 0 ? Journal.Empty : new Journal(outputs);
    }
}
