using Agntz.Domain.Agents.References;
using Agntz.Domain.Owners;

namespace Agntz.Domain.Agents;

/// <summary>Keeps agents and their versions. Another owner's agent is as unknown as one that never was.</summary>
public interface IAgentStore
{
    /// <summary>The active version of every agent, by name.</summary>
    Task<IReadOnlyList<AgentVersion>> ListAsync(Owner owner, CancellationToken cancellationToken);

    /// <summary>The id of the active version of an agent; null when the owner has no such agent.</summary>
    Task<DateTimeOffset?> FindActiveAsync(Owner owner, string agentId, CancellationToken cancellationToken);

    /// <summary>The id of the version a reference means; null when the owner has none such.</summary>
    Task<DateTimeOffset?> ResolveAsync(Owner owner, AgentReference reference, CancellationToken cancellationToken);

    /// <summary>
    /// One version, also of an agent that was deleted: runs that were created for it go on. Null when the owner has
    /// none such.
    /// </summary>
    Task<AgentVersion?> FindAsync(
        Owner owner, string agentId, DateTimeOffset createdAt, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a version of each agent and activates it: all of them in one transaction, or none. Versions of an agent
    /// never share an instant: a second one in the same millisecond is moved on by one.
    /// </summary>
    /// <param name="owner">Whose agents.</param>
    /// <param name="agents">What is imported; no id twice.</param>
    /// <param name="onConflict">What to do with agents that exist.</param>
    /// <param name="dryRun">True to write nothing and only say what would be done.</param>
    /// <param name="cancellationToken">Abandons the import before it commits.</param>
    Task<ImportOutcome> ImportAsync(
        Owner owner, IReadOnlyList<AgentImport> agents, ImportConflict onConflict, bool dryRun,
        CancellationToken cancellationToken);
}
