namespace Agntz.Domain.Traces.Ingestion;

/// <summary>Ends traces that have no run, of all owners.</summary>
public interface ITraceClosing
{
    /// <summary>
    /// Ends the traces that have become quiet: their root has ended and nothing came in for so long, or nothing came in
    /// for so long at all. At most so many.
    /// </summary>
    /// <param name="completeAfter">How long one with a root must have been quiet.</param>
    /// <param name="abandonAfter">How long one without.</param>
    /// <param name="limit">The most to end.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    /// <returns>How many were looked at: fewer than the limit when there are no more.</returns>
    Task<int> CloseAsync(
        TimeSpan completeAfter, TimeSpan abandonAfter, int limit, CancellationToken cancellationToken);
}
