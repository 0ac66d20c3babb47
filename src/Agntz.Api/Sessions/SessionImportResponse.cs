namespace Agntz.Api.Sessions;

/// <summary>What an import of sessions did.</summary>
/// <param name="DryRun">True when nothing was written.</param>
/// <param name="Results">One for each session, in the order of the request.</param>
/// <param name="Counts">How many sessions each action met; actions that met none are absent.</param>
public sealed record SessionImportResponse(
    bool DryRun, IReadOnlyList<SessionImportResult> Results, IReadOnlyDictionary<string, int> Counts);
