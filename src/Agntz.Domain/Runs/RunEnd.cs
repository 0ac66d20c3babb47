using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>How a run ended: what its last transaction writes.</summary>
public sealed record RunEnd
{
    /// <summary>The reason of a run that was cancelled through the API.</summary>
    public const string CancelledByUser = "cancelled by user";

    /// <summary>The reason of a run whose place in its session a newer one took.</summary>
    public const string Superseded = "superseded";

    /// <summary>The reason of a run whose session was deleted.</summary>
    public const string SessionDeleted = "session deleted";

    /// <summary>One of the three ends.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The status of the trace and of every span that ends with it.</summary>
    public required SpanStatus TraceStatus { get; init; }

    /// <summary>When, to the millisecond.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Why; null when the run completed.</summary>
    public RunError? Error { get; init; }

    /// <summary>What the record keeps of the result, as JSON; null unless the run completed.</summary>
    public string? Result { get; init; }

    /// <summary>The last event of the run's log.</summary>
    public required RunEvent Event { get; init; }

    /// <summary>The spans that end with the run, the root last.</summary>
    public required IReadOnlyList<SpanEnd> Spans { get; init; }
}
