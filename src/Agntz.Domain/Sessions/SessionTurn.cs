namespace Agntz.Domain.Sessions;

/// <summary>What a run that completes adds to its session: what was said to it, and what it said.</summary>
/// <param name="Input">The input, as text in one JSON string.</param>
/// <param name="Output">The final output, as text in one JSON string.</param>
/// <param name="ToolCalls">The tools it called in between: one JSON array as text; null when it called none.</param>
public sealed record SessionTurn(string Input, string Output, string? ToolCalls);
