using Agntz.Domain.Agents.References;

namespace Agntz.Domain.Agents.Checking;

/// <summary>Finds references to agents that are not there, and agents that refer to each other without an end.</summary>
internal sealed class ReferenceCheck(KnownAgents known)
{
    public async Task<IReadOnlyList<ManifestProblem>> FindAsync(AgentManifest root, CancellationToken cancellationToken)
    {
        var problems = new List<ManifestProblem>();
        foreach (var found in ManifestReferences.In(root))
        {
            if (await known.FindAsync(found.Agent, cancellationToken) is not { } agent)
            {
                problems.Add(new ManifestProblem("external", found.Path,
                    $"Agent \"{found.Agent}\" does not exist. Import it before, or in the same import"));
            }
            else if (!found.IsConditional && await FindWayBackAsync(root, agent, cancellationToken) is { } way)
            {
                problems.Add(new ManifestProblem("reference", found.Path,
                    $"Agents refer to each other without an end: {string.Join(" -> ", [root.Id, .. way])}. Put a "
                    + "condition ('when') on one of these steps"));
            }
        }

        return problems;
    }

    // Breadth first, so that the shortest cycle is shown and each agent is looked at once.
    private async Task<IReadOnlyList<string>?> FindWayBackAsync(
        AgentManifest root, AgentManifest from, CancellationToken cancellationToken)
    {
        var seen = new HashSet<AgentManifest>(ReferenceEqualityComparer.Instance) { from };
        var open = new Queue<(AgentManifest Agent, IReadOnlyList<string> Way)>([(from, [from.Id])]);
        while (open.TryDequeue(out var at))
        {
            if (ReferenceEquals(at.Agent, root))
            {
                return at.Way;
            }

            foreach (var further in ManifestReferences.In(at.Agent).Where(further => !further.IsConditional))
            {
                if (await known.FindAsync(further.Agent, cancellationToken) is { } agent && seen.Add(agent))
                {
                    open.Enqueue((agent, [.. at.Way, agent.Id]));
                }
            }
        }

        return null;
    }
}
