using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>How many rows a store has of what runs, traces and sessions are made of, deleted ones included.</summary>
internal sealed record StoredRows(
    int Runs, int Payloads, int Segments, int Traces, int Spans, int Sessions, int Messages)
{
    public static readonly StoredRows None = new(0, 0, 0, 0, 0, 0, 0);

    public static async Task<StoredRows> CountAsync(TestStore store, CancellationToken cancellationToken)
    {
        await using var context = store.Get<IContexts>().CreateReading();
        return new StoredRows(
            await context.Runs.CountAsync(cancellationToken),
            await context.RunPayloads.CountAsync(cancellationToken),
            await context.RunEvents.CountAsync(cancellationToken),
            await context.Traces.CountAsync(cancellationToken),
            await context.Spans.CountAsync(cancellationToken),
            await context.Sessions.CountAsync(cancellationToken),
            await context.Messages.CountAsync(cancellationToken));
    }
}
