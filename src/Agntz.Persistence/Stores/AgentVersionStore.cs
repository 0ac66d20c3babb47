using Agntz.Domain.Agents;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Agents;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class AgentVersionStore(IContexts contexts, TimeProvider clock) : IAgentVersionStore
{
    public async Task<IReadOnlyList<AgentVersionEntry>> ListVersionsAsync(
        Owner owner, string agentId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var versions = await Versions(context, owner, agentId).OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.CreatedAt, row.ActivatedAt }).ToListAsync(cancellationToken);
        var aliases = await Aliases(context, owner, agentId)
            .Select(row => new { row.CreatedAt, row.Alias }).ToListAsync(cancellationToken);
        var named = aliases.ToLookup(row => row.CreatedAt, row => row.Alias);
        return
        [
            .. versions.Select(version => new AgentVersionEntry(
                version.CreatedAt, version.ActivatedAt, [.. named[version.CreatedAt].Order(StringComparer.Ordinal)])),
        ];
    }

    public Task<DateTimeOffset?> ActivateAsync(
        Owner owner, string agentId, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(ActivateAsync, cancellationToken);

        async Task<DateTimeOffset?> ActivateAsync(AgntzDbContext context)
        {
            var last = await Versions(context, owner, agentId).MaxAsync(row => row.ActivatedAt, cancellationToken);
            var now = clock.GetInstant().NotBefore(last?.AddMilliseconds(1) ?? DateTimeOffset.MinValue);
            var changed = await Versions(context, owner, agentId).Where(row => row.CreatedAt == createdAt)
                .ExecuteUpdateAsync(row => row.SetProperty(it => it.ActivatedAt, now), cancellationToken);
            return changed == 0 ? null : now;
        }
    }

    public Task<bool> SetAliasAsync(
        Owner owner, string agentId, string alias, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(SetAsync, cancellationToken);

        async Task<bool> SetAsync(AgntzDbContext context)
        {
            if (!await Versions(context, owner, agentId).AnyAsync(row => row.CreatedAt == createdAt, cancellationToken))
            {
                return false;
            }

            await Aliases(context, owner, agentId).Where(row => row.Alias == alias).ExecuteDeleteAsync(cancellationToken);
            context.AgentAliases.Add(new AgentAliasRow
            {
                OwnerId = owner.Id,
                AgentId = agentId,
                Alias = alias,
                CreatedAt = createdAt,
            });
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
    }

    public Task<bool> RemoveAliasAsync(Owner owner, string agentId, string alias, CancellationToken cancellationToken) =>
        contexts.WriteAsync(async context => await Aliases(context, owner, agentId).Where(row => row.Alias == alias)
            .ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);

    public Task<bool> DeleteAsync(Owner owner, string agentId, CancellationToken cancellationToken)
    {
        return contexts.WriteAsync(DeleteAsync, cancellationToken);

        async Task<bool> DeleteAsync(AgntzDbContext context)
        {
            await Aliases(context, owner, agentId).ExecuteDeleteAsync(cancellationToken);
            DateTimeOffset? now = clock.GetInstant();
            return await Versions(context, owner, agentId).ExecuteUpdateAsync(row => row
                .SetProperty(it => it.ActivatedAt, (DateTimeOffset?)null)
                .SetProperty(it => it.DeletedAt, now), cancellationToken) > 0;
        }
    }

    private static IQueryable<AgentVersionRow> Versions(AgntzDbContext context, Owner owner, string agentId) =>
        context.AgentVersions.Where(row => row.OwnerId == owner.Id && row.AgentId == agentId && row.DeletedAt == null);

    private static IQueryable<AgentAliasRow> Aliases(AgntzDbContext context, Owner owner, string agentId) =>
        context.AgentAliases.Where(row => row.OwnerId == owner.Id && row.AgentId == agentId);
}
