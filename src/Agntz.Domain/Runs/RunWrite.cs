namespace Agntz.Domain.Runs;

/// <summary>What a held run adds in one step: all of it commits, or none.</summary>
/// <param name="Hold">The right to write.</param>
/// <param name="Changes">In the order they happened.</param>
/// <param name="Ending">How the run ends, after the changes; null while it goes on.</param>
public sealed record RunWrite(RunHold Hold, IReadOnlyList<RunChange> Changes, RunEnding? Ending);
