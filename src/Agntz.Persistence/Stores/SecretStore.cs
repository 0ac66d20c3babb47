using Agntz.Domain.Owners;
using Agntz.Domain.Secrets;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Owners;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class SecretStore(IContexts contexts, TimeProvider clock) : ISecretStore
{
    public Task SetAsync(Owner owner, string name, byte[] encrypted, CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(SetAsync, cancellationToken);

        async Task<bool> SetAsync(AgntzDbContext context)
        {
            var now = clock.GetInstant();
            var updated = await context.Secrets
                .Where(row => row.OwnerId == owner.Id && row.Name == name)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(it => it.Value, encrypted).SetProperty(it => it.UpdatedAt, now),
                    cancellationToken);
            if (updated == 0)
            {
                context.Secrets.Add(new SecretRow
                {
                    OwnerId = owner.Id,
                    Name = name,
                    Value = encrypted,
                    CreatedAt = now,
                    UpdatedAt = now,
                });
                await context.SaveChangesAsync(cancellationToken);
            }

            return updated == 0;
        }
    }

    public async Task<IReadOnlyList<SecretSummary>> ListAsync(Owner owner, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var secrets = await context.Secrets
            .Where(row => row.OwnerId == owner.Id)
            .Select(row => new SecretSummary(row.Name, row.CreatedAt, row.UpdatedAt))
            .ToListAsync(cancellationToken);

        // Databases sort text by their own rules.
        return [.. secrets.OrderBy(secret => secret.Name, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyDictionary<string, byte[]>> FindAsync(
        Owner owner, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.ToArray();
        await using var context = contexts.CreateReading();
        return await context.Secrets
            .Where(row => row.OwnerId == owner.Id && wanted.Contains(row.Name))
            .ToDictionaryAsync(row => row.Name, row => row.Value, StringComparer.Ordinal, cancellationToken);
    }

    public Task<bool> DeleteAsync(Owner owner, string name, CancellationToken cancellationToken) =>
        contexts.WriteAsync(
            async context => await context.Secrets
                .Where(row => row.OwnerId == owner.Id && row.Name == name)
                .ExecuteDeleteAsync(cancellationToken) > 0,
            cancellationToken);
}
