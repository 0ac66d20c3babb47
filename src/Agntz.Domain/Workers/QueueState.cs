namespace Agntz.Domain.Workers;

/// <summary>How full the queue is.</summary>
/// <param name="Waiting">The runs that any worker could take now.</param>
/// <param name="Oldest">When the oldest of them was created; null when there is none.</param>
public readonly record struct QueueState(int Waiting, DateTimeOffset? Oldest);
