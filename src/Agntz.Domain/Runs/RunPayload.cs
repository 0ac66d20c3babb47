namespace Agntz.Domain.Runs;

/// <summary>What a run was given and what it gave.</summary>
/// <param name="Input">The input as JSON; null when there was none.</param>
/// <param name="Result">The result in the form of <see cref="RunResult"/>; null unless the run completed.</param>
public sealed record RunPayload(string? Input, string? Result);
