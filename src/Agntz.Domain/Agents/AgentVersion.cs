namespace Agntz.Domain.Agents;

/// <summary>One immutable version of an agent, as it is kept.</summary>
public sealed record AgentVersion
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>When it was imported, to the millisecond; the version's id.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The YAML, as it was sent.</summary>
    public required string Manifest { get; init; }

    /// <summary>The manifest's name, else the agent's id.</summary>
    public required string Name { get; init; }

    /// <summary>The manifest's description; null when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>Where the importer had it from; null when it did not say.</summary>
    public string? SourcePath { get; init; }
}
