using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Domain.Traces;

namespace Agntz.Testing.Stores;

/// <summary>Reads whole what is otherwise read piece by piece.</summary>
public static class WholeReads
{
    /// <summary>A trace with all its spans; null when the owner has none of this id.</summary>
    public static async Task<WholeTrace?> FindAsync(
        this ITraceReader traces, Owner owner, RunId id, string? kind, CancellationToken cancellationToken) =>
        await traces.OpenAsync(owner, id, kind, cancellationToken) is { } trace
            ? new WholeTrace(trace.Summary, await trace.Spans.ToListAsync(cancellationToken))
            : null;

    /// <summary>The messages of a session; null when the owner has none of this name.</summary>
    public static async Task<IReadOnlyList<SessionMessage>?> FindAsync(
        this ISessionReader sessions, Owner owner, string id, CancellationToken cancellationToken) =>
        await sessions.OpenAsync(owner, id, cancellationToken) is { } messages
            ? await messages.ToListAsync(cancellationToken)
            : null;
}

/// <summary>A trace with all its spans in memory.</summary>
/// <param name="Summary">The trace in one line.</param>
/// <param name="Spans">The spans, in their order.</param>
public sealed record WholeTrace(TraceSummary Summary, IReadOnlyList<Span> Spans);
