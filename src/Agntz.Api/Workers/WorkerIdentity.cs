namespace Agntz.Api.Workers;

/// <summary>The incarnation under which this process holds runs, once it is registered.</summary>
internal sealed class WorkerIdentity
{
    private volatile object? _current;

    /// <summary>The incarnation; null while the process may not take runs.</summary>
    public Guid? Current => (Guid?)_current;

    /// <summary>Goes on under an incarnation that is registered.</summary>
    public void Become(Guid incarnation) => _current = incarnation;
}
