using Agntz.Domain.Agents;
using Agntz.Domain.Time;

namespace Agntz.Api.Agents;

/// <summary>The active version of an agent.</summary>
public sealed record AgentResponse
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name; the id where it has none.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; absent when it does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Always empty: the instruction is in the manifest.</summary>
    public string SystemPrompt { get; init; } = "";

    /// <summary>The first model the manifest names.</summary>
    public required AgentModel Model { get; init; }

    /// <summary>The manifest, and where it came from.</summary>
    public required AgentMetadata Metadata { get; init; }

    /// <summary>When this version was imported, as an ISO instant: the version's id.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>The same as <see cref="CreatedAt"/>: versions do not change.</summary>
    public required string UpdatedAt { get; init; }

    internal static AgentResponse From(AgentVersion version, AgentManifest agent) => new()
    {
        Id = version.AgentId,
        Name = version.Name,
        Description = version.Description,
        Model = AgentModel.FirstOf(agent),
        Metadata = new AgentMetadata(version.Manifest, version.SourcePath, "cli", version.CreatedAt.ToIso()),
        CreatedAt = version.CreatedAt.ToIso(),
        UpdatedAt = version.CreatedAt.ToIso(),
    };
}
