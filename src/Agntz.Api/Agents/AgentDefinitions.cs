using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Owners;

namespace Agntz.Api.Agents;

/// <summary>Agents as they are shown.</summary>
internal sealed class AgentDefinitions(IAgentStore store, AgentCatalog catalog)
{
    /// <summary>The version a reference means; null when the owner has none such.</summary>
    public async Task<AgentResponse?> FindAsync(
        Owner owner, AgentReference reference, CancellationToken cancellationToken) =>
        await store.ResolveAsync(owner, reference, cancellationToken) is { } createdAt
            && await store.FindAsync(owner, reference.AgentId, createdAt, cancellationToken) is { } version
            && await catalog.FindAsync(owner, reference.AgentId, createdAt, cancellationToken) is { } agent
            ? AgentResponse.From(version, agent)
            : null;

    /// <summary>The active version; null when the owner has no such agent.</summary>
    public Task<AgentResponse?> FindActiveAsync(Owner owner, string agentId, CancellationToken cancellationToken) =>
        FindAsync(owner, new AgentReference(agentId, new VersionChoice.Active(), null), cancellationToken);
}
