using System.Data.Common;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Ingesting;

/// <inheritdoc/>
internal sealed class TraceIngestion(
    ITraceLocks locks, RunSignals signals, CommitInstruments instruments, TimeProvider clock)
    : ITraceIngestion, IDisposable
{
    // What runs produce goes through the same database, so who sends much waits in line.
    private const int MaxTransactions = 2;
    private const int MaxSpans = 1_000;

    private const string Unstorable =
        "The database refuses this span: a time, a number or a name of it is outside what can be stored.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turns = new(MaxTransactions);

    public async Task<IReadOnlyList<RefusedSpan>> TakeAsync(
        Owner owner, IReadOnlyList<IngestedSpan> spans, CancellationToken cancellationToken)
    {
        var refused = new List<RefusedSpan>();
        foreach (var chunk in spans.Chunk(MaxSpans))
        {
            await _turns.WaitAsync(cancellationToken);
            try
            {
                refused.AddRange(await TakeChunkAsync(owner, chunk, cancellationToken));
            }
            finally
            {
                _turns.Release();
            }
        }

        return refused;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<IReadOnlyList<RefusedSpan>> TakeChunkAsync(
        Owner owner, IngestedSpan[] spans, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                if (await TryAsync(owner, spans, cancellationToken) is { } refused)
                {
                    return refused;
                }
            }
            catch (DbException failure) when (locks.IsRefused(failure))
            {
                return await HalveAsync(owner, spans, cancellationToken);
            }
            catch (DbException failure) when (locks.IsContended(failure))
            {
                // Whoever was in the way has committed by now, or will have.
            }

            if (clock.GetElapsedTime(begun) >= Patience)
            {
                throw new TimeoutException("The traces that spans came in for are locked by others.");
            }
        }
    }

    // Halved until the span that will not go through is alone.
    private async Task<IReadOnlyList<RefusedSpan>> HalveAsync(
        Owner owner, IngestedSpan[] spans, CancellationToken cancellationToken)
    {
        if (spans is [var alone])
        {
            return [new RefusedSpan(alone, Unstorable)];
        }

        var middle = spans.Length / 2;
        return
        [
            .. await TakeChunkAsync(owner, spans[..middle], cancellationToken),
            .. await TakeChunkAsync(owner, spans[middle..], cancellationToken),
        ];
    }

    /// <returns>Null when it must be tried again.</returns>
    private async Task<IReadOnlyList<RefusedSpan>?> TryAsync(
        Owner owner, IngestedSpan[] spans, CancellationToken cancellationToken)
    {
        await using var locked = await locks.TakeAsync(
            owner.Id, [.. spans.Select(span => (span.Trace.Value, SpanRows.ToColumn(span.Id)))], cancellationToken);
        if (locked.Traces.Values.Any(trace => trace.IsTorn))
        {
            return null;
        }

        var composer = new IngestionComposer(owner.Id, locked.Now);
        foreach (var trace in spans.GroupBy(span => span.Trace.Value))
        {
            composer.Add(locked.Traces[trace.Key], trace);
        }

        if (composer.Rows.Spans.Count > 0)
        {
            await locked.CommitAsync(composer.Rows, cancellationToken);
            instruments.Committed(composer.Tally);
        }

        foreach (var trace in composer.Logged)
        {
            signals.Raise(new LogName(owner.Id, trace));
        }

        return composer.Refused;
    }
}
