using Agntz.Domain.Runs;

namespace Agntz.Domain.Streams;

/// <summary>Which logs are meant: owners may give their traces the same id, and see nothing of each other.</summary>
/// <param name="OwnerId">Whose.</param>
/// <param name="Run">The run, or the trace.</param>
public readonly record struct LogName(long OwnerId, RunId Run);
