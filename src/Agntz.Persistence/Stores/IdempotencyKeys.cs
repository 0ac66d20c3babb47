using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class IdempotencyKeys(IContexts contexts, TimeProvider clock) : IIdempotencyKeys
{
    private DateTimeOffset Expired => clock.GetInstant() - IdempotencyKey.Lifetime;

    public async Task<KeyedRun?> FindAsync(Owner owner, string key, CancellationToken cancellationToken)
    {
        var expired = Expired;
        await using var context = contexts.CreateReading();
        return await context.IdempotencyKeys
            .Where(row => row.OwnerId == owner.Id && row.Key == key && row.CreatedAt > expired)
            .Select(row => new KeyedRun(new RunId(row.RunId), row.BodyHash))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public Task<int> SweepAsync(int limit, CancellationToken cancellationToken)
    {
        var expired = Expired;
        return contexts.WriteAsync(
            context => context.IdempotencyKeys
                .Where(row => row.CreatedAt <= expired)
                .OrderBy(row => row.CreatedAt)
                .Take(limit)
                .ExecuteDeleteAsync(cancellationToken),
            cancellationToken);
    }
}
