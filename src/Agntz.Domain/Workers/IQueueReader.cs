namespace Agntz.Domain.Workers;

/// <summary>Looks at the queue without taking anything. Worker-side: it counts the runs of all owners.</summary>
public interface IQueueReader
{
    /// <summary>How full the queue is; runs that wait for older ones of their session do not count.</summary>
    /// <param name="most">No more than so many runs are looked at.</param>
    /// <param name="cancellationToken">Leaves it.</param>
    Task<QueueState> ReadAsync(int most, CancellationToken cancellationToken);
}
