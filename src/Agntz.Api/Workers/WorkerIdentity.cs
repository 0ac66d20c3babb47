namespace Agntz.Api.Workers;

/// <summary>The incarnation under which this process holds runs, once it is registered.</summary>
internal sealed class WorkerIdentity
{
    private object? _current;

    /// <summary>The incarnation; null while the process may not take runs.</summary>
    public Guid? Current => (Guid?)Volatile.Read(ref _current);

    /// <summary>Takes no more runs; does nothing the second time.</summary>
    /// <returns>The incarnation it was; null when it was none.</returns>
    public Guid? Retire() => (Guid?)Interlocked.Exchange(ref _current, null);

    /// <summary>Goes on under an incarnation that is registered.</summary>
    public void Become(Guid incarnation) => Volatile.Write(ref _current, incarnation);
}
