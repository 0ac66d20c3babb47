using Agntz.Domain.Agents.References;
using Agntz.Domain.Owners;

namespace Agntz.Domain.Agents.Checking;

/// <summary>The agents an import may refer to: those it brings, and those its owner has.</summary>
internal sealed class KnownAgents
{
    private readonly Owner _owner;
    private readonly AgentCatalog _agents;
    private readonly Dictionary<string, AgentManifest> _batch = new(StringComparer.Ordinal);

    public KnownAgents(Owner owner, AgentCatalog agents, IEnumerable<AgentManifest> batch)
    {
        _owner = owner;
        _agents = agents;
        foreach (var agent in batch)
        {
            _batch[agent.Id] = agent;
        }
    }

    /// <summary>What a reference will stand for once the import is done; null when there is nothing.</summary>
    public async Task<AgentManifest?> FindAsync(AgentReference reference, CancellationToken cancellationToken) =>
        reference.Version is VersionChoice.Active or VersionChoice.Latest
            && _batch.TryGetValue(reference.AgentId, out var agent)
            ? agent
            : (await _agents.ResolveAsync(_owner, reference, cancellationToken))?.Agent;
}
