namespace Agntz.Persistence.Model.Agents;

/// <summary>One immutable version of an agent.</summary>
internal sealed class AgentVersionRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The agent.</summary>
    public required string AgentId { get; set; }

    /// <summary>When it was imported; the version's id.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The YAML, as it was sent.</summary>
    public required string Manifest { get; set; }

    /// <summary>The manifest's name, else the agent's id.</summary>
    public required string Name { get; set; }

    /// <summary>The manifest's description.</summary>
    public string? Description { get; set; }

    /// <summary>Where the importer had it from.</summary>
    public string? SourcePath { get; set; }

    /// <summary>When it last became the active one; null for never.</summary>
    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>When its agent was deleted; null while it is there. A deleted version is never active.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
