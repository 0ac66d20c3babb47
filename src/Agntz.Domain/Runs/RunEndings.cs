using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>
/// The one way a run ends, whoever ends it. A run whose cancellation was accepted ends cancelled, for the reason that was
/// accepted, whatever came of its execution.
/// </summary>
public static class RunEndings
{
    /// <summary>Says what the end is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="rootSpan">The root of its trace.</param>
    /// <param name="ending">How it is to end.</param>
    /// <param name="cancelReason">Why it was to be cancelled while it was active; null when it was not.</param>
    /// <param name="openSpans">Every open span but the root, children before their parents.</param>
    public static RunEnd Decide(
        RunId run, SpanId rootSpan, RunEnding ending, string? cancelReason, IReadOnlyList<SpanId> openSpans)
    {
        var outcome = cancelReason is null ? ending.Outcome : new RunOutcome.Cancelled(cancelReason);
        var (status, spanStatus, error) = outcome switch
        {
            RunOutcome.Completed => (RunStatus.Completed, SpanStatus.Ok, (RunError?)null),
            RunOutcome.Failed failed => (RunStatus.Failed, SpanStatus.Error, failed.Error),
            RunOutcome.Cancelled cancelled => (RunStatus.Cancelled, SpanStatus.Cancelled,
                new RunError(cancelled.Reason, RunErrorCodes.RunCancelled)),
            _ => throw new ArgumentOutOfRangeException(nameof(ending), outcome, "Not an outcome."),
        };
        return new RunEnd
        {
            Status = status,
            TraceStatus = spanStatus,
            EndedAt = ending.EndedAt,
            Error = error,
            Result = outcome is RunOutcome.Completed completed ? completed.Kept ?? completed.Result : null,
            Event = RunEvents.Ended(run, rootSpan, outcome),
            Spans = [.. openSpans.Select(span => Close(span, "{}")), Close(rootSpan, ending.RootAttributes)],
        };

        SpanEnd Close(SpanId span, string attributes) => new()
        {
            Id = span,
            EndedAt = ending.EndedAt,
            Status = spanStatus,
            Error = error?.Message,
            Attributes = attributes,
        };
    }
}
