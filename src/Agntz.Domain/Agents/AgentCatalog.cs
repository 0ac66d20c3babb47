using System.Collections.Concurrent;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Owners;

namespace Agntz.Domain.Agents;

/// <summary>
/// Agents ready to run. Versions never change, so each is read and parsed once and then shared; which one is active is
/// asked anew every time, so that an import counts at once on every replica.
/// </summary>
public sealed class AgentCatalog(IAgentStore store)
{
    private const int MostKept = 2_000;

    private readonly ConcurrentDictionary<(long OwnerId, string AgentId, DateTimeOffset Version), AgentManifest> _read =
        new();

    /// <summary>The agent a reference stands for now; null when the owner has no such agent.</summary>
    /// <exception cref="InvalidDataException">The version was kept by a server that understood more.</exception>
    public async Task<ResolvedAgent?> ResolveAsync(
        Owner owner, AgentReference reference, CancellationToken cancellationToken) =>
        await store.ResolveAsync(owner, reference, cancellationToken) is { } version
            && await FindAsync(owner, reference.AgentId, version, cancellationToken) is { } agent
            ? new ResolvedAgent(agent, version)
            : null;

    /// <summary>Every agent that can be reached from one, as each stands now.</summary>
    /// <exception cref="InvalidDataException">A version was kept by a server that understood more.</exception>
    public Task<AgentSnapshot> TakeSnapshotAsync(
        Owner owner, AgentManifest root, CancellationToken cancellationToken) =>
        SnapshotTaking.TakeAsync(root, reference => ResolveAsync(owner, reference, cancellationToken));

    /// <summary>The snapshot that was taken when a run started, from the versions it kept.</summary>
    /// <exception cref="InvalidDataException">A version was kept by a server that understood more.</exception>
    public async Task<AgentSnapshot> RestoreSnapshotAsync(
        Owner owner, IReadOnlyDictionary<string, DateTimeOffset?> versions, CancellationToken cancellationToken)
    {
        var agents = new Dictionary<string, ResolvedAgent?>(StringComparer.Ordinal);
        foreach (var (text, version) in versions)
        {
            agents[text] = version is { } createdAt && AgentReference.Parse(text) is { } reference
                && await FindAsync(owner, reference.AgentId, createdAt, cancellationToken) is { } agent
                ? new ResolvedAgent(agent, createdAt)
                : null;
        }

        return new AgentSnapshot(agents);
    }

    /// <summary>One version of an agent; null when the owner has none such.</summary>
    /// <exception cref="InvalidDataException">The version was kept by a server that understood more.</exception>
    public async Task<AgentManifest?> FindAsync(
        Owner owner, string agentId, DateTimeOffset version, CancellationToken cancellationToken)
    {
        var key = (owner.Id, agentId, version);
        if (_read.TryGetValue(key, out var known))
        {
            return known;
        }

        if (await store.FindAsync(owner, agentId, version, cancellationToken) is not { } kept)
        {
            return null;
        }

        var agent = Read(kept);
        if (_read.Count >= MostKept)
        {
            _read.Clear();
        }

        return _read.GetOrAdd(key, agent);
    }

    private static AgentManifest Read(AgentVersion version)
    {
        var reading = ManifestReader.Read(version.Manifest);
        return reading.Manifest ?? throw new InvalidDataException(
            $"Agent '{version.AgentId}' is kept with a manifest this server cannot read: "
            + string.Join("; ", reading.Errors.Select(error => $"{error.Path}: {error.Message}")));
    }
}
