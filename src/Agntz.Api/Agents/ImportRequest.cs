namespace Agntz.Api.Agents;

/// <summary>Agents to be imported: all of them, or none.</summary>
public sealed record ImportRequest
{
    /// <summary>The agents; at least one, no id twice.</summary>
    public required IReadOnlyList<ImportRequestAgent> Agents { get; init; }

    /// <summary>What to do with agents that exist: <c>version</c> (default), <c>skip</c> or <c>fail</c>.</summary>
    public string? OnConflict { get; init; }

    /// <summary>True to check everything and write nothing.</summary>
    public bool DryRun { get; init; }
}
