using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Owners;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class ApiKeyStore(IContexts contexts, IdSource ids, TimeProvider clock) : IApiKeyStore
{
    public async Task<Owner?> FindOwnerAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var hash = key.Hash();
        var now = clock.GetInstant();
        await using var context = contexts.CreateReading();
        return await context.ApiKeys
            .Where(row => row.Hash == hash && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now))
            .Join(context.Owners, row => row.OwnerId, owner => owner.Id,
                (_, owner) => new Owner(owner.Id, owner.Issuer, owner.Subject))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public Task AddAsync(Owner owner, ApiKey key, string name, CancellationToken cancellationToken)
    {
        var hash = key.Hash();
        return contexts.WriteAsync(AddAsync, cancellationToken);

        async Task<bool> AddAsync(AgntzDbContext context)
        {
            if (await context.ApiKeys.AnyAsync(row => row.Hash == hash, cancellationToken))
            {
                return false;
            }

            context.ApiKeys.Add(new ApiKeyRow
            {
                OwnerId = owner.Id,
                Id = ids.NewGuid(),
                Hash = hash,
                Prefix = key.Shown,
                Name = name,
                CreatedAt = clock.GetInstant(),
            });
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
    }

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await context.ApiKeys.AnyAsync(cancellationToken);
    }
}
