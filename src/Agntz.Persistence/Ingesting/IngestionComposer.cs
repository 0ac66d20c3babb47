using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Ingesting;

/// <summary>Decides what becomes of spans that came in, trace by trace, and gives them their numbers.</summary>
/// <param name="ownerId">Whose they are.</param>
/// <param name="now">The time by the database's clock, which is the same for all processes.</param>
internal sealed class IngestionComposer(long ownerId, DateTimeOffset now)
{
    private const string NothingKept =
        "This is the trace of a run with the retention 'none', of which nothing is kept.";

    private const string LogRemoved =
        "This is the trace of a run with the retention 'result' that has ended: its spans are not kept.";

    private const string Deleted = "This trace was deleted. Send the span under another trace id.";

    private static readonly string None = RetentionMode.None.ToName();
    private static readonly string Result = RetentionMode.Result.ToName();

    public IngestedRows Rows { get; } = new();

    public List<RefusedSpan> Refused { get; } = [];

    /// <summary>The traces whose logs have grown.</summary>
    public List<RunId> Logged { get; } = [];

    /// <summary>What the logs have grown by.</summary>
    public CommitTally Tally { get; } = new();

    /// <summary>Adds spans to their trace.</summary>
    public void Add(LockedTrace trace, IEnumerable<IngestedSpan> spans)
    {
        if (Refusal(trace) is { } reason)
        {
            Refused.AddRange(spans.Select(span => new RefusedSpan(span, reason)));
            return;
        }

        var isOurs = trace.Active is not null || trace.Summary is { IsRun: true };
        var fresh = ParentsFirst.Order(
            [.. spans.Where(span => !(isOurs && span.IsExported) && trace.Spans.Add(SpanRows.ToColumn(span.Id)))
                .OrderBy(span => span.StartedAt)],
            span => span.Id, span => span.ParentId);
        if (fresh.Count > 0)
        {
            Add(trace, fresh);
        }
    }

    private static string? Refusal(LockedTrace trace) => trace switch
    {
        { Summary.DeletedAt: not null } => Deleted,
        { Active: { } active } => active.Retention == None ? NothingKept : null,
        { Summary: null, Retention: { } kept } => kept == None ? NothingKept : Deleted,
        { Summary.Status: not null, Retention: { } kept } => kept == Result ? LogRemoved : null,
        _ => null,
    };

    private void Add(LockedTrace trace, IReadOnlyList<IngestedSpan> spans)
    {
        if (trace.Active is { } active)
        {
            AddSpans(spans, active.SpanSeq);
            Rows.ActiveTraces.Add(new ActiveTraceRow(
                ownerId, trace.Id, active.SpanSeq + (2 * spans.Count),
                IngestedSummary.Tokens(active.TotalTokens, spans), IngestedSummary.Cost(active.CostUsd, spans)));
        }
        else if (trace.Summary is null)
        {
            AddSpans(spans, after: 0);
            Rows.NewTraces.Add(IngestedSummary.Begin(ownerId, trace.Id, spans));
            Rows.NewOpenTraces.Add(Opened(trace, before: null, spans));
        }
        else
        {
            AddSpans(spans, trace.Open?.SpanSeq);
            IngestedSummary.Extend(trace.Summary, spans, hasRoot: trace.Open?.RootEnded);
            Rows.Traces.Add(trace.Summary);
            if (trace.Open is { } open)
            {
                Rows.OpenTraces.Add(Opened(trace, open, spans));
            }
        }
    }

    private OpenTraceRow Opened(LockedTrace trace, OpenTraceRow? before, IReadOnlyList<IngestedSpan> spans)
    {
        var (last, root) = (spans.Max(span => span.EndedAt), spans.FirstOrDefault(span => span.ParentId is null));
        return new OpenTraceRow
        {
            OwnerId = ownerId,
            Id = trace.Id,
            SpanSeq = (before?.SpanSeq ?? 0) + (2 * spans.Count),
            RootEnded = before?.RootEnded is true || root is not null,
            LastArrival = now,
            EndedAt = before is null || before.EndedAt < last ? last : before.EndedAt,
            RootStatus = before?.RootStatus ?? root?.Status.ToName(),
            HasErrors = before?.HasErrors is true || spans.Any(span => span.Status is SpanStatus.Error),
        };
    }

    /// <param name="spans">The spans.</param>
    /// <param name="after">The last number given; null when the log has its end and takes no more.</param>
    private void AddSpans(IReadOnlyList<IngestedSpan> spans, long? after)
    {
        var number = after;
        foreach (var span in spans)
        {
            Rows.Spans.Add(Row(span, number + 1, number + 2));
            number += 2;
        }

        if (after is not null)
        {
            Logged.Add(spans[0].Trace);
            Tally.Add(runEvents: 0, spanEvents: 2 * spans.Count);
        }
    }

    private SpanRow Row(IngestedSpan span, long? start, long? end) => new()
    {
        OwnerId = ownerId,
        TraceId = span.Trace.Value,
        SpanId = SpanRows.ToColumn(span.Id),
        ParentId = span.ParentId is { } parent ? SpanRows.ToColumn(parent) : null,
        Kind = span.Kind,
        Name = span.Name,
        StartedAt = span.StartedAt,
        EndedAt = span.EndedAt,
        Status = span.Status.ToName(),
        Error = span.Error,
        StartSeq = start,
        EndSeq = end,
        StartAttributes = span.Attributes,
        Events = span.Events == "[]" ? null : span.Events,
        TotalTokens = span.TotalTokens,
        CostUsd = span.CostUsd,
    };
}
