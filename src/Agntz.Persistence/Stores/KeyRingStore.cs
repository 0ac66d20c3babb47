using Agntz.Domain.Secrets;
using Agntz.Persistence.Model.Owners;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class KeyRingStore(IContexts contexts) : IKeyRingStore
{
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await context.KeyRing.OrderBy(row => row.Id).Select(row => row.Xml).ToListAsync(cancellationToken);
    }

    public Task AddAsync(string name, string xml, CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(AddAsync, cancellationToken);

        async Task<bool> AddAsync(AgntzDbContext context)
        {
            if (await context.KeyRing.AnyAsync(row => row.Name == name, cancellationToken))
            {
                return false;
            }

            context.KeyRing.Add(new KeyRingRow { Name = name, Xml = xml });
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
    }
}
