using Agntz.Domain.Traces;

namespace Agntz.Domain.Runs;

/// <summary>One thing a held run adds to its record.</summary>
public abstract record RunChange
{
    private const long Flat = 512;

    private RunChange()
    {
    }

    /// <summary>About how many bytes of memory it holds: its texts, and a flat share for the rest.</summary>
    public long Bytes => Flat + this switch
    {
        SpanStarted started => SizeOf(started.Span.Attributes) + SizeOf(started.Event?.Body),
        SpanResumed resumed => SizeOf(resumed.Events),
        SpanEnded ended => SizeOf(ended.Span.Attributes) + SizeOf(ended.Span.Error),
        TextStreamed streamed => SizeOf(streamed.Text),
        EventRecorded recorded => SizeOf(recorded.Event.Body),
        EffectFinished finished => SizeOf(finished.Output),
        _ => 0,
    };

    /// <summary>A span began. It is left out when the run's cancellation was accepted before this commits.</summary>
    /// <param name="Span">The span.</param>
    /// <param name="IsEffect">True for a model or tool call.</param>
    /// <param name="Event">What the run's log says of it; null when nothing. It is left out with the span.</param>
    public sealed record SpanStarted(SpanStart Span, bool IsEffect, RunEvent? Event = null) : RunChange;

    /// <summary>A span that another worker began goes on here.</summary>
    /// <param name="Span">The span.</param>
    /// <param name="Events">What has happened within it by now: one JSON array as text.</param>
    public sealed record SpanResumed(SpanId Span, string Events) : RunChange;

    /// <summary>A span ended.</summary>
    /// <param name="Span">The span.</param>
    public sealed record SpanEnded(SpanEnd Span) : RunChange;

    /// <summary>A model said more, which the run's log tells.</summary>
    /// <param name="Span">The span of the call.</param>
    /// <param name="Text">What it said; never empty.</param>
    public sealed record TextStreamed(SpanId Span, string Text) : RunChange;

    /// <summary>The run's log grew.</summary>
    /// <param name="Event">The event.</param>
    public sealed record EventRecorded(RunEvent Event) : RunChange;

    /// <summary>An effect finished, and must not be executed again.</summary>
    /// <param name="Path">Its place in the execution tree.</param>
    /// <param name="Output">What it gave: one JSON value as text.</param>
    public sealed record EffectFinished(string Path, string Output) : RunChange;

    private static long SizeOf(string? text) => (text?.Length ?? 0) * sizeof(char);
}
