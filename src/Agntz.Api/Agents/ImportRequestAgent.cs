namespace Agntz.Api.Agents;

/// <summary>An agent to be imported.</summary>
public sealed record ImportRequestAgent
{
    /// <summary>The YAML.</summary>
    public required string Manifest { get; init; }

    /// <summary>The id the manifest must have; absent when any will do.</summary>
    public string? Id { get; init; }

    /// <summary>Where the manifest is from; kept and shown.</summary>
    public string? SourcePath { get; init; }
}
