using System.Text.Json;
using Agntz.Domain.Ids;
using Agntz.Domain.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>Begins and ends the spans of one run. Parents are always named, never taken from the surroundings.</summary>
internal sealed class SpanRecorder(
    RunRecorder recorder, SpanActivities activities, IdSource ids, TimeProvider clock)
{
    private const string Interrupted = "interrupted";

    /// <summary>Begins a span.</summary>
    /// <param name="parent">The span it is part of.</param>
    /// <param name="kind">One of <see cref="SpanKind"/>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isEffect">True for a model or tool call.</param>
    /// <param name="writeAttributes">Writes what is known of it by now.</param>
    /// <param name="announce">What the run's log says of it; null when nothing.</param>
    public OpenSpan Start(
        SpanId parent, string kind, string name, bool isEffect, Action<Utf8JsonWriter> writeAttributes,
        Func<SpanId, RunEvent?>? announce = null)
    {
        var (startedAt, attributes) = (clock.GetInstant(), Attributes(writeAttributes));
        name = PlainText.Clean(name, SpanLimits.MaxNameLength);
        var activity = activities.Start(parent, kind, name, startedAt, attributes, isEffect);
        var span = new OpenSpan(activity is null ? ids.NewSpanId() : SpanSource.IdOf(activity), startedAt)
        {
            Activity = activity,
        };
        recorder.Record(new RunChange.SpanStarted(
            new SpanStart
            {
                Id = span.Id,
                ParentId = parent,
                Kind = kind,
                Name = name,
                StartedAt = startedAt,
                Attributes = attributes,
            },
            isEffect,
            announce?.Invoke(span.Id)));
        return span;
    }

    /// <summary>
    /// The end of a span whose work came to its end, to be recorded with what that gave; with an error where there is
    /// one, well where it is null.
    /// </summary>
    public RunChange Finished(
        OpenSpan span, string? error, Action<Utf8JsonWriter> writeAttributes, RunUsage usage = default,
        decimal? costUsd = null) =>
        new RunChange.SpanEnded(
            Ended(span, error is null ? SpanStatus.Ok : SpanStatus.Error, error, Attributes(writeAttributes)) with
            {
                TotalTokens = usage.TotalTokens,
                CostUsd = costUsd,
            });

    /// <summary>Ends a span well, with nothing to add.</summary>
    public void Succeed(OpenSpan span) => End(span, SpanStatus.Ok, null);

    /// <summary>Ends a span with an error.</summary>
    public void Fail(OpenSpan span, string error) => End(span, SpanStatus.Error, error);

    /// <summary>Ends a span because its work was stopped.</summary>
    public void Cancel(OpenSpan span, string reason) => End(span, SpanStatus.Cancelled, reason);

    /// <summary>Takes over the spans an earlier execution has left: calls in flight are over, agents go on.</summary>
    public void Resume(Interruption interruption)
    {
        var going = interruption.Going
            .Select(span => span with { Events = SpanEvents.Append(span.Events, SpanEvents.Resumed, clock.GetInstant()) })
            .ToList();
        going.ForEach(activities.Resume);
        foreach (var span in interruption.Cut)
        {
            activities.Resume(span);
            var end = new SpanEnd
            {
                Id = span.Id,
                EndedAt = clock.GetInstant().NotBefore(span.StartedAt),
                Status = SpanStatus.Error,
                Error = Interrupted,
                VoidsText = span.Kind is SpanKind.ModelCall,
            };
            recorder.Record(new RunChange.SpanEnded(end));
            activities.End(end);
        }

        going.ForEach(span => recorder.Record(new RunChange.SpanResumed(span.Id, span.Events)));
    }

    private static string Attributes(Action<Utf8JsonWriter> write) =>
        JsonText.WriteObject(write, static (writer, it) => it(writer));

    private void End(OpenSpan span, SpanStatus status, string? error) =>
        recorder.Record(new RunChange.SpanEnded(Ended(span, status, error, "{}")));

    private SpanEnd Ended(OpenSpan span, SpanStatus status, string? error, string attributes)
    {
        var end = new SpanEnd
        {
            Id = span.Id,
            EndedAt = clock.GetInstant().NotBefore(span.StartedAt),
            Status = status,
            Error = error is null ? null : PlainText.Clean(error, SpanLimits.MaxErrorLength),
            Attributes = attributes,
            VoidsText = span.HasText && status is not SpanStatus.Ok,
        };
        activities.End(end);
        return end;
    }
}
