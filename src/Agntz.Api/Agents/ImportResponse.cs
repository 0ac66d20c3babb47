namespace Agntz.Api.Agents;

/// <summary>What an import did.</summary>
/// <param name="DryRun">True when nothing was written.</param>
/// <param name="Results">One for each agent, in the order of the request.</param>
/// <param name="Counts">How many agents each action met; actions that met none are absent.</param>
public sealed record ImportResponse(
    bool DryRun, IReadOnlyList<ImportResult> Results, IReadOnlyDictionary<string, int> Counts);
