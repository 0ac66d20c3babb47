using System.Linq.Expressions;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Agntz.Persistence.Model.Agents;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Stores;

/// <inheritdoc/>
internal sealed class AgentStore(IContexts contexts, TimeProvider clock) : IAgentStore
{
    private static readonly Expression<Func<AgentVersionRow, AgentVersion>> ToVersion = row => new AgentVersion
    {
        AgentId = row.AgentId,
        CreatedAt = row.CreatedAt,
        Manifest = row.Manifest,
        Name = row.Name,
        Description = row.Description,
        SourcePath = row.SourcePath,
    };

    // Asked for every run: compiled once, so that the query's text is not made again each time.
    private readonly Func<AgntzDbContext, long, string, CancellationToken, Task<DateTimeOffset?>> _findActive =
        EF.CompileAsyncQuery((AgntzDbContext context, long ownerId, string agentId, CancellationToken _) =>
            context.AgentVersions
                .Where(row => row.OwnerId == ownerId && row.AgentId == agentId && row.ActivatedAt != null)
                .OrderByDescending(row => row.ActivatedAt).ThenByDescending(row => row.CreatedAt)
                .Select(row => (DateTimeOffset?)row.CreatedAt)
                .FirstOrDefault());

    public async Task<IReadOnlyList<AgentVersion>> ListAsync(Owner owner, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        var versions = await context.AgentVersions
            .Where(row => row.OwnerId == owner.Id && row.ActivatedAt != null
                && !context.AgentVersions.Any(other => other.OwnerId == row.OwnerId && other.AgentId == row.AgentId
                    && (other.ActivatedAt > row.ActivatedAt
                        || (other.ActivatedAt == row.ActivatedAt && other.CreatedAt > row.CreatedAt))))
            .Select(ToVersion)
            .ToListAsync(cancellationToken);
        return [.. versions.OrderBy(version => version.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(version => version.AgentId, StringComparer.Ordinal)];
    }

    public async Task<DateTimeOffset?> FindActiveAsync(
        Owner owner, string agentId, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await _findActive(context, owner.Id, agentId, cancellationToken);
    }

    public async Task<DateTimeOffset?> ResolveAsync(
        Owner owner, AgentReference reference, CancellationToken cancellationToken)
    {
        if (reference.Version is VersionChoice.Active)
        {
            return await FindActiveAsync(owner, reference.AgentId, cancellationToken);
        }

        await using var context = contexts.CreateReading();
        var versions = context.AgentVersions.Where(row =>
            row.OwnerId == owner.Id && row.AgentId == reference.AgentId && row.DeletedAt == null);
        versions = reference.Version switch
        {
            VersionChoice.Latest => versions,
            VersionChoice.Exactly exactly => versions.Where(row => row.CreatedAt == exactly.CreatedAt),
            VersionChoice.Aliased aliased => versions.Where(row => context.AgentAliases.Any(alias =>
                alias.OwnerId == row.OwnerId && alias.AgentId == row.AgentId && alias.Alias == aliased.Name
                && alias.CreatedAt == row.CreatedAt)),
            _ => throw new ArgumentOutOfRangeException(nameof(reference), reference, "Not a choice of a version."),
        };
        return await versions.OrderByDescending(row => row.CreatedAt)
            .Select(row => (DateTimeOffset?)row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<AgentVersion?> FindAsync(
        Owner owner, string agentId, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateReading();
        return await context.AgentVersions
            .Where(row => row.OwnerId == owner.Id && row.AgentId == agentId && row.CreatedAt == createdAt)
            .Select(ToVersion)
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<ImportOutcome> ImportAsync(
        Owner owner, IReadOnlyList<AgentImport> agents, ImportConflict onConflict, bool dryRun,
        CancellationToken cancellationToken)
    {
        return await contexts.WriteAsync(ImportAsync, cancellationToken);

        async Task<ImportOutcome> ImportAsync(AgntzDbContext context)
        {
            var latest = await LatestAsync(context, owner, agents, cancellationToken);
            if (onConflict is ImportConflict.Fail
                && agents.FirstOrDefault(agent => Exists(agent, latest)) is { } existing)
            {
                return new ImportOutcome.Conflicted(existing.Agent.Id);
            }

            var actions = agents.Select(agent => Decide(agent, latest, onConflict)).ToList();
            if (!dryRun)
            {
                context.AgentVersions.AddRange(agents.Zip(actions)
                    .Where(pair => pair.Second is not ImportAction.Skip)
                    .Select(pair => NewVersion(owner, pair.First, latest)));
                await context.SaveChangesAsync(cancellationToken);
            }

            return new ImportOutcome.Imported(actions);
        }
    }

    private static async Task<Dictionary<string, LatestVersion>> LatestAsync(
        AgntzDbContext context, Owner owner, IReadOnlyList<AgentImport> agents, CancellationToken cancellationToken)
    {
        var ids = agents.Select(agent => agent.Agent.Id).ToArray();
        var latest = await context.AgentVersions
            .Where(row => row.OwnerId == owner.Id && ids.Contains(row.AgentId))
            .GroupBy(row => row.AgentId)
            .Select(versions => new LatestVersion(
                versions.Key, versions.Max(row => row.CreatedAt), versions.Count(row => row.DeletedAt == null) > 0))
            .ToListAsync(cancellationToken);
        return latest.ToDictionary(agent => agent.AgentId, StringComparer.Ordinal);
    }

    private static bool Exists(AgentImport agent, Dictionary<string, LatestVersion> latest) =>
        latest.TryGetValue(agent.Agent.Id, out var version) && version.IsThere;

    private static ImportAction Decide(
        AgentImport agent, Dictionary<string, LatestVersion> latest, ImportConflict onConflict) =>
        !Exists(agent, latest) ? ImportAction.Create
        : onConflict is ImportConflict.Skip ? ImportAction.Skip
        : ImportAction.Version;

    private AgentVersionRow NewVersion(Owner owner, AgentImport agent, Dictionary<string, LatestVersion> latest)
    {
        var now = clock.GetInstant();
        var createdAt = latest.TryGetValue(agent.Agent.Id, out var last)
            ? now.NotBefore(last.CreatedAt.AddMilliseconds(1))
            : now;
        return new AgentVersionRow
        {
            OwnerId = owner.Id,
            AgentId = agent.Agent.Id,
            CreatedAt = createdAt,
            Manifest = agent.Yaml,
            Name = agent.Agent.Name ?? agent.Agent.Id,
            Description = agent.Agent.Description,
            SourcePath = agent.SourcePath,
            ActivatedAt = createdAt,
        };
    }

    /// <summary>The newest version of an agent, and whether the agent has not been deleted.</summary>
    private sealed record LatestVersion(string AgentId, DateTimeOffset CreatedAt, bool IsThere);
}
