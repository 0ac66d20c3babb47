using System.Diagnostics;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>A span that has begun.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StartedAt">When it began, to the millisecond.</param>
internal sealed record OpenSpan(SpanId Id, DateTimeOffset StartedAt)
{
    /// <summary>The activity that what it calls is told of; null for what calls nothing.</summary>
    public Activity? Activity { get; init; }

    /// <summary>Whether text of it is in the run's log, which is void when the span does not end well.</summary>
    public bool HasText { get; set; }
}
