using Agntz.Domain.Ids;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;

namespace Agntz.Testing.Stores;

/// <summary>Steps of tests in which spans come in from elsewhere.</summary>
public static class IngestionSteps
{
    /// <summary>A span of a second that nobody has sent yet.</summary>
    public static IngestedSpan NewIngested(
        this TestStore store, RunId trace, SpanId? parent = null, string name = "a span",
        SpanStatus status = SpanStatus.Ok)
    {
        var now = store.Get<TimeProvider>().GetInstant();
        return new IngestedSpan
        {
            Trace = trace,
            Id = store.Get<IdSource>().NewSpanId(),
            ParentId = parent,
            Kind = "internal",
            Name = name,
            StartedAt = now,
            EndedAt = now.AddSeconds(1),
            Status = status,
        };
    }

    /// <summary>A trace nobody has heard of.</summary>
    public static RunId NewTrace(this TestStore store) => store.Get<IdSource>().NewRunId();

    /// <summary>Sends spans.</summary>
    public static Task<IReadOnlyList<RefusedSpan>> TakeAsync(
        this TestStore store, Owner owner, params IngestedSpan[] spans) =>
        store.Get<ITraceIngestion>().TakeAsync(owner, spans, CancellationToken.None);

    /// <summary>Ends what is quiet for ten seconds, or without a root for ten minutes.</summary>
    public static Task<int> CloseAsync(this TestStore store, int limit = 50) =>
        store.Get<ITraceClosing>().CloseAsync(
            TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10), limit, CancellationToken.None);

    /// <summary>A trace as its owner reads it.</summary>
    public static Task<WholeTrace?> FindTraceAsync(this TestStore store, Owner owner, RunId id) =>
        store.Get<ITraceReader>().FindAsync(owner, id, null, CancellationToken.None);

    /// <summary>The whole span log of a trace.</summary>
    public static async Task<LogPage> ReadSpanLogAsync(this TestStore store, Owner owner, RunId id) =>
        (await store.Get<ILogReader>().ReadAsync(owner, id, LogKind.Spans, 0, CancellationToken.None))!;
}
