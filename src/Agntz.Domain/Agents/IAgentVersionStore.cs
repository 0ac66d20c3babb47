using Agntz.Domain.Owners;

namespace Agntz.Domain.Agents;

/// <summary>Tells and changes which versions an agent has. Another owner's agent is as unknown as one that never was.</summary>
public interface IAgentVersionStore
{
    /// <summary>The versions of an agent, the newest first; empty when the owner has no such agent.</summary>
    Task<IReadOnlyList<AgentVersionEntry>> ListVersionsAsync(
        Owner owner, string agentId, CancellationToken cancellationToken);

    /// <summary>Makes a version the active one.</summary>
    /// <returns>When it became that; null when the owner has no such version.</returns>
    Task<DateTimeOffset?> ActivateAsync(
        Owner owner, string agentId, DateTimeOffset createdAt, CancellationToken cancellationToken);

    /// <summary>Makes an alias name a version, whatever it named before.</summary>
    /// <returns>False when the owner has no such version; nothing was written.</returns>
    Task<bool> SetAliasAsync(
        Owner owner, string agentId, string alias, DateTimeOffset createdAt, CancellationToken cancellationToken);

    /// <summary>Takes an alias away.</summary>
    /// <returns>False when the owner has no such alias.</returns>
    Task<bool> RemoveAliasAsync(Owner owner, string agentId, string alias, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an agent with its versions and aliases. Runs that were created for a version of it go on; an import
    /// under the same id is a new agent.
    /// </summary>
    /// <returns>False when the owner has no such agent.</returns>
    Task<bool> DeleteAsync(Owner owner, string agentId, CancellationToken cancellationToken);
}
