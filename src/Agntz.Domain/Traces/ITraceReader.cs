using Agntz.Domain.Owners;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Traces;

/// <summary>Reads traces, running ones as well. Another owner's trace is as unknown as one that never was.</summary>
public interface ITraceReader
{
    /// <summary>One trace with every span; null when the owner has none of this id.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="id">Which.</param>
    /// <param name="kind">The kind of spans wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<Trace?> OpenAsync(Owner owner, RunId id, string? kind, CancellationToken cancellationToken);

    /// <summary>
    /// Spans of a run that its next execution goes on from, in the order they began: those still open, and the agents that
    /// ended well, which have their place in the run as their only attribute. Spans that others sent are not among them.
    /// </summary>
    Task<IReadOnlyList<Span>> ReadUnfinishedAsync(Owner owner, RunId id, CancellationToken cancellationToken);

    /// <summary>A page of traces, newest first.</summary>
    Task<Page<TraceSummary>> ListAsync(Owner owner, TraceQuery query, CancellationToken cancellationToken);
}
