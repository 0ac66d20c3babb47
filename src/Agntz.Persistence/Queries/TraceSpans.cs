using System.Runtime.CompilerServices;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;
using Agntz.Persistence.Writing.Composing;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Queries;

/// <summary>
/// The spans of one trace, in constant memory and without keeping a connection while whoever reads them is slow: their
/// places are read first, in which there is nothing large, and then what belongs there, a few rows at a time.
/// </summary>
internal static class TraceSpans
{
    // Text is stored compressed on some engines, and takes a multiple of this when it is read.
    private const long PieceBytes = 64 * 1024;
    private const int PieceRows = 256;

    /// <summary>The places of the spans, in the order in which they are shown.</summary>
    public static async Task<IReadOnlyList<SpanPlace>> FindAsync(
        AgntzDbContext context, TraceRow trace, string? kind, CancellationToken cancellationToken)
    {
        var places = await context.Database
            .SqlQueryRaw<SpanPlace>(Statement(context), trace.OwnerId, trace.Id, kind ?? "")
            .ToListAsync(cancellationToken);
        places.Sort(trace.IsRun ? ByNumber : ByTime);
        return ParentsFirst.Order(
            places,
            place => SpanRows.FromColumn(place.SpanId),
            place => place.ParentId is { } parent ? SpanRows.FromColumn(parent) : null);
    }

    /// <summary>Reads what is at the places.</summary>
    /// <exception cref="SpansGoneException">The trace, or spans of it, are gone.</exception>
    public static async IAsyncEnumerable<Span> ReadAsync(
        IContexts contexts, Owner owner, RunId id, IReadOnlyList<SpanPlace> places,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = 0; at < places.Count;)
        {
            var count = Pieces.Length(places, at, place => place.Bytes, PieceBytes, PieceRows);
            var rows = await ReadPieceAsync(contexts, owner, id, places, at, count, cancellationToken);
            for (var end = at + count; at < end; at++)
            {
                yield return rows.Remove(places[at].SpanId, out var row) ? StoredSpan.Now(row) : throw new SpansGoneException(id);
            }
        }
    }

    private static async Task<Dictionary<long, SpanRow>> ReadPieceAsync(
        IContexts contexts, Owner owner, RunId id, IReadOnlyList<SpanPlace> places, int at, int count,
        CancellationToken cancellationToken)
    {
        var ids = new long[count];
        for (var index = 0; index < count; index++)
        {
            ids[index] = places[at + index].SpanId;
        }

        await using var context = contexts.CreateReading();
        return await context.Spans
            .Where(span => span.OwnerId == owner.Id && span.TraceId == id.Value
                && EF.Parameter(ids).Contains(span.SpanId))
            .ToDictionaryAsync(span => span.SpanId, cancellationToken);
    }

    private static string Statement(AgntzDbContext context)
    {
        var bytes = context.StoredBytes;
        return $$"""
            SELECT span_id, parent_id, start_seq, {{context.MillisecondsOf("started_at")}} AS started_at,
                COALESCE({{bytes}}(start_attributes), 0) + COALESCE({{bytes}}(end_attributes), 0)
                    + COALESCE({{bytes}}(events), 0) + COALESCE({{bytes}}(error), 0) AS bytes
            FROM spans WHERE owner_id = {0} AND trace_id = {1} AND ({2} = '' OR kind = {2})
            """;
    }

    // A span that came after the end of its trace is in no log and has no number.
    private static int ByNumber(SpanPlace one, SpanPlace other) =>
        (one.StartSeq ?? long.MaxValue, one.StartedAt, one.SpanId).CompareTo(
            (other.StartSeq ?? long.MaxValue, other.StartedAt, other.SpanId));

    // What comes in from elsewhere comes in any order.
    private static int ByTime(SpanPlace one, SpanPlace other) =>
        (one.StartedAt, one.StartSeq ?? long.MaxValue, one.SpanId).CompareTo(
            (other.StartedAt, other.StartSeq ?? long.MaxValue, other.SpanId));
}

/// <summary>Where a span is shown in its trace, and how much is stored of it.</summary>
internal sealed record SpanPlace(long SpanId, long? ParentId, long? StartSeq, long StartedAt, long Bytes);
