using Agntz.Domain.Streams;

namespace Agntz.Api.Traces;

/// <summary>The trace is complete; the last event of its stream.</summary>
public sealed record TraceDoneEvent
{
    internal const string Name = "trace-done";

    /// <summary>Always <c>trace-done</c>.</summary>
    public string Type { get; } = Name;

    /// <summary>The run; absent for traces that came in from elsewhere.</summary>
    public string? RunId { get; init; }

    /// <summary>The trace.</summary>
    public required TraceSummaryResponse Summary { get; init; }

    /// <summary>True when the events before this one are not kept any more; absent otherwise.</summary>
    public bool? LogRemoved { get; init; }

    internal static TraceDoneEvent From(LogEntry.TraceDone entry) => new()
    {
        RunId = entry.Summary.IsRun ? entry.Summary.Id.ToString() : null,
        Summary = TraceSummaryResponse.From(entry.Summary),
        LogRemoved = entry.LogRemoved ? true : null,
    };
}
