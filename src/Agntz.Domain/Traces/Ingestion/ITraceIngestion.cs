using System.Data.Common;
using Agntz.Domain.Owners;

namespace Agntz.Domain.Traces.Ingestion;

/// <summary>
/// Takes in spans that were recorded elsewhere. Spans may come late, twice, out of order and children before their
/// parents. A span whose id its trace has already is accepted and changes nothing.
/// </summary>
public interface ITraceIngestion
{
    /// <summary>
    /// Stores spans; when it returns, those that are not refused are durable. Those of one trace are numbered, parents
    /// first, unless the trace is done: then they are late, and in no log.
    /// </summary>
    /// <returns>The spans that were not taken, in no order.</returns>
    /// <exception cref="DbException">
    /// The database is away. Some spans may be stored; the same can be sent again.
    /// </exception>
    /// <exception cref="TimeoutException">Others were in the way for too long. As above.</exception>
    Task<IReadOnlyList<RefusedSpan>> TakeAsync(
        Owner owner, IReadOnlyList<IngestedSpan> spans, CancellationToken cancellationToken);
}
