namespace Agntz.Domain.Agents.References;

/// <summary>Walks from an agent to all it refers to, each reference once.</summary>
internal static class SnapshotTaking
{
    public static async Task<AgentSnapshot> TakeAsync(
        AgentManifest root, Func<AgentReference, Task<ResolvedAgent?>> resolve)
    {
        var open = new Queue<AgentReference>(Of(root));
        if (open.Count == 0)
        {
            return AgentSnapshot.Empty;
        }

        var agents = new Dictionary<string, ResolvedAgent?>(StringComparer.Ordinal);
        while (open.TryDequeue(out var reference))
        {
            if (agents.ContainsKey(reference.Text))
            {
                continue;
            }

            var resolved = await resolve(reference);
            agents[reference.Text] = resolved;
            foreach (var further in resolved is null ? [] : Of(resolved.Agent))
            {
                open.Enqueue(further);
            }
        }

        return new AgentSnapshot(agents);
    }

    private static IEnumerable<AgentReference> Of(AgentManifest agent) =>
        ManifestReferences.In(agent).Select(found => found.Agent);
}
