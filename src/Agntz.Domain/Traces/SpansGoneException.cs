using Agntz.Domain.Runs;

namespace Agntz.Domain.Traces;

/// <summary>
/// Spans of a trace are gone that were there when reading it began: the trace was deleted, or its run has ended and keeps
/// none. Whoever reads the trace again sees it as it is now.
/// </summary>
/// <param name="id">The trace.</param>
public sealed class SpansGoneException(RunId id)
    : InvalidOperationException($"Spans of trace {id} are gone that were there when reading it began.");
