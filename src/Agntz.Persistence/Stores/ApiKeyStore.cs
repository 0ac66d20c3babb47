using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Owners;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class ApiKeyStore(IContexts contexts, IdSource ids, TimeProvider clock) : IApiKeyStore
{
    public async Task<AdmittedKey?> FindAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var hash = key.Hash();
        await using var context = contexts.CreateReading();
        return await Usable(context).Where(row => row.Hash == hash)
            .Join(context.Owners, row => row.OwnerId, owner => owner.Id, (row, owner) => new AdmittedKey(
                new ApiKeyId(row.Id), new Owner(owner.Id, owner.Issuer, owner.Subject), row.ExpiresAt))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await Usable(context).AnyAsync(cancellationToken);
    }

    public Task<KeptApiKey?> AddAsync(
        Owner owner, ApiKey key, string name, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        var hash = key.Hash();
        return contexts.WriteAsync(AddAsync, cancellationToken);

        async Task<KeptApiKey?> AddAsync(AgntzDbContext context)
        {
            if (await context.ApiKeys.AnyAsync(row => row.Hash == hash, cancellationToken))
            {
                return null;
            }

            var row = new ApiKeyRow
            {
                OwnerId = owner.Id,
                Id = ids.NewGuid(),
                Hash = hash,
                Prefix = key.Shown,
                Name = name,
                CreatedAt = clock.GetInstant(),
                ExpiresAt = expiresAt,
            };
            context.ApiKeys.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            return ToKey(row);
        }
    }

    public async Task<IReadOnlyList<KeptApiKey>> ListAsync(Owner owner, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var rows = await context.ApiKeys.Where(row => row.OwnerId == owner.Id && row.RevokedAt == null)
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(ToKey)];
    }

    // The row stays: a key that configuration brings back at the next start must stay revoked.
    public Task<bool> RevokeAsync(Owner owner, ApiKeyId id, CancellationToken cancellationToken)
    {
        var now = clock.GetInstant();
        return contexts.WriteAsync(
            async context => await context.ApiKeys
                .Where(row => row.OwnerId == owner.Id && row.Id == id.Value && row.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.RevokedAt, now), cancellationToken) == 1,
            cancellationToken);
    }

    public Task NoteUsesAsync(IReadOnlyCollection<KeyUse> uses, CancellationToken cancellationToken)
    {
        // In one order for all processes, so that two that note the same keys cannot wait for each other in a ring.
        var ordered = uses.OrderBy(use => use.OwnerId).ThenBy(use => use.Key.Value).ToList();
        return contexts.WriteAsync(NoteAsync, cancellationToken);

        async Task<int> NoteAsync(AgntzDbContext context)
        {
            var noted = 0;
            foreach (var use in ordered)
            {
                noted += await context.ApiKeys
                    .Where(row => row.OwnerId == use.OwnerId && row.Id == use.Key.Value
                        && (row.LastUsedAt == null || row.LastUsedAt < use.At))
                    .ExecuteUpdateAsync(row => row.SetProperty(it => it.LastUsedAt, use.At), cancellationToken);
            }

            return noted;
        }
    }

    private IQueryable<ApiKeyRow> Usable(AgntzDbContext context)
    {
        var now = clock.GetInstant();
        return context.ApiKeys.Where(row => row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now));
    }

    private static KeptApiKey ToKey(ApiKeyRow row) => new()
    {
        Id = new ApiKeyId(row.Id),
        Name = row.Name,
        Shown = row.Prefix,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        LastUsedAt = row.LastUsedAt,
    };
}
