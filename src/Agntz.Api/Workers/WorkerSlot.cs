namespace Agntz.Api.Workers;

/// <summary>Room for one run in this process, until it is disposed.</summary>
internal sealed class WorkerSlot(Guid workerId, Action release) : IDisposable
{
    private Action? _release = release;

    /// <summary>The incarnation the run is to be claimed for.</summary>
    public Guid WorkerId { get; } = workerId;

    /// <summary>Gives the room back; the second time does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
