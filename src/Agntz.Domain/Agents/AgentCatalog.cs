using System.Collections.Concurrent;
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

    /// <summary>The active version of an agent; null when the owner has no such agent.</summary>
    public async Task<(AgentManifest Agent, DateTimeOffset Version)?> FindActiveAsync(
        Owner owner, string agentId, CancellationToken cancellationToken) =>
        await store.FindActiveAsync(owner, agentId, cancellationToken) is { } version
            && await FindAsync(owner, agentId, version, cancellationToken) is { } agent
            ? (agent, version)
            : null;

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
