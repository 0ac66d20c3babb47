namespace Agntz.Api.Sessions;

/// <summary>Conversations that were held elsewhere: all of them are taken in, or none.</summary>
public sealed record SessionImportRequest
{
    /// <summary>The sessions; at least one, no name twice.</summary>
    public required IReadOnlyList<SessionImportEntry> Sessions { get; init; }

    /// <summary>What to do with sessions that exist: <c>skip</c> (default) or <c>fail</c>.</summary>
    public string? OnConflict { get; init; }

    /// <summary>True to check everything and write nothing.</summary>
    public bool DryRun { get; init; }
}
