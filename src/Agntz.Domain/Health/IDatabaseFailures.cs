namespace Agntz.Domain.Health;

/// <summary>Tells a database that cannot be used from everything else that fails.</summary>
public interface IDatabaseFailures
{
    /// <summary>
    /// Whether the failure, or what caused it, says that the database cannot be used now: it is not reached, is full or
    /// read-only, takes too long, or does not let this service in or do its work. Asked again later, the same may go
    /// through. A statement that is wrong in itself is no such failure, and neither is a caller that waits no more.
    /// </summary>
    bool MeanAway(Exception failure);
}
