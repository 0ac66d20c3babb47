using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>The open spans of one run as activities. Safe for concurrent branches.</summary>
internal sealed class SpanActivities(RunHold hold, SpanSource source)
{
    // What the conventions have for errors that are of no class.
    private const string OtherError = "_OTHER";

    private readonly ConcurrentDictionary<SpanId, Activity> _open = new();

    /// <summary>Begins a span.</summary>
    /// <returns>
    /// The activity whose id the span takes; null where there is none. An effect always has one, so that what it calls
    /// can be told where it belongs, whether it is exported or not.
    /// </returns>
    public Activity? Start(
        SpanId parent, string kind, string name, DateTimeOffset startedAt, string attributes, bool isEffect)
    {
        if (!source.IsHeard)
        {
            // Whoever is called may record all the same: what they send here joins the trace.
            return isEffect ? SpanSource.StartUnheard(SpanSource.Of(hold.Id, parent, ActivityTraceFlags.Recorded)) : null;
        }

        var above = _open.GetValueOrDefault(parent);
        var activity = source.Start(Context(parent, above), kind, name, startedAt, attributes);
        if (activity is null)
        {
            return isEffect ? SpanSource.StartUnheard(SpanSource.Of(hold.Id, parent, ActivityTraceFlags.None)) : null;
        }

        TellParent(activity, parent, above);
        Keep(SpanSource.IdOf(activity), activity);
        return activity;
    }

    /// <summary>Takes over the activity of a span that has begun in this process.</summary>
    public void Adopt(SpanId span, Activity activity) => Keep(span, activity);

    /// <summary>
    /// Goes on with a span another process began, or this one before it stopped: under a new activity, which names the id
    /// the span is stored by.
    /// </summary>
    public void Resume(Span span)
    {
        if (!source.IsHeard)
        {
            return;
        }

        var above = span.ParentId is { } parent ? _open.GetValueOrDefault(parent) : null;
        var context = span.ParentId is { } known ? Context(known, above) : SpanSource.RootOf(hold.Id);
        var activity = source.Start(context, span.Kind, span.Name, span.StartedAt, span.Attributes);
        if (activity is null)
        {
            return;
        }

        activity.SetTag(SpanAttributes.SpanId, span.Id.ToString());
        if (span.ParentId is { } stored)
        {
            TellParent(activity, stored, above);
        }

        foreach (var happened in JsonElement.Parse(span.Events).EnumerateArray())
        {
            activity.AddEvent(new ActivityEvent(
                happened.GetProperty("name").GetString()!, happened.GetProperty("timestamp").GetDateTimeOffset()));
        }

        Keep(span.Id, activity);
    }

    /// <summary>Ends a span.</summary>
    public void End(SpanEnd end)
    {
        if (_open.TryRemove(end.Id, out var activity))
        {
            Finish(activity, end);
        }
    }

    /// <summary>Ends everything that is open with its run; what was never stored is let go of.</summary>
    public void End(RunEnding ending, CommitOutcome outcome)
    {
        if (outcome is CommitOutcome.Dropped)
        {
            return;
        }

        var reason = outcome is CommitOutcome.Cancelled ? RunEnd.CancelledByUser : null;
        var open = _open.Keys.Where(span => span != hold.RootSpan && !hold.LeftOut.Contains(span)).ToArray();
        foreach (var end in RunEndings.Decide(hold.Id, hold.RootSpan, ending, reason, open).Spans)
        {
            End(end);
        }
    }

    private void Keep(SpanId span, Activity activity)
    {
        if (hold.Session is { } session)
        {
            activity.SetTag(SpanAttributes.Conversation, session.Id);
        }

        _open[span] = activity;
    }

    private static void TellParent(Activity activity, SpanId parent, Activity? above)
    {
        if (above is not null && SpanSource.IdOf(above) != parent)
        {
            activity.SetTag(SpanAttributes.ParentSpanId, parent.ToString());
        }
    }

    private void Finish(Activity activity, SpanEnd end)
    {
        if (activity.IsAllDataRequested)
        {
            source.Tell(activity, end.Attributes);
            Tell(activity, end);
        }

        activity.SetEndTime(end.EndedAt.UtcDateTime);
        var surrounding = Activity.Current;
        activity.Stop();
        Activity.Current = surrounding;
    }

    // OpenTelemetry knows no span that was cancelled: it did not fail.
    private static void Tell(Activity activity, SpanEnd end)
    {
        switch (end.Status)
        {
            case SpanStatus.Error:
                activity.SetStatus(ActivityStatusCode.Error, end.Error);
                activity.SetTag(SpanAttributes.ErrorType, OtherError);
                break;
            case SpanStatus.Cancelled:
                activity.SetTag(SpanAttributes.Status, end.Status.ToName());
                activity.SetTag(SpanAttributes.Error, end.Error);
                break;
        }
    }

    private ActivityContext Context(SpanId parent, Activity? above) =>
        above?.Context ?? SpanSource.Of(hold.Id, parent, ActivityTraceFlags.None);
}
