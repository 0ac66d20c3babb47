using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Owners;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class OwnerStore(IContexts contexts, TimeProvider clock) : IOwnerStore
{
    public async Task<Owner> EnsureAsync(string issuer, string subject, CancellationToken cancellationToken)
    {
        await using var reading = contexts.CreateReading();
        return await FindAsync(reading, issuer, subject, cancellationToken)
            ?? await contexts.WriteAsync(AddAsync, cancellationToken);

        async Task<Owner> AddAsync(AgntzDbContext context)
        {
            if (await FindAsync(context, issuer, subject, cancellationToken) is { } owner)
            {
                return owner;
            }

            var row = new OwnerRow { Issuer = issuer, Subject = subject, CreatedAt = clock.GetInstant() };
            context.Owners.Add(row);
            await context.SaveChangesAsync(cancellationToken);
            return new Owner(row.Id, issuer, subject);
        }
    }

    private static Task<Owner?> FindAsync(
        AgntzDbContext context, string issuer, string subject, CancellationToken cancellationToken) =>
        context.Owners
            .Where(row => row.Issuer == issuer && row.Subject == subject)
            .Select(row => new Owner(row.Id, row.Issuer, row.Subject))
            .SingleOrDefaultAsync(cancellationToken);
}
