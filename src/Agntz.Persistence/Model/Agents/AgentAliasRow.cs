namespace Agntz.Persistence.Model.Agents;

/// <summary>A name for one version of an agent.</summary>
internal sealed class AgentAliasRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; set; }

    /// <summary>The name.</summary>
    public required string Alias { get; set; }

    /// <summary>The version it names.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
