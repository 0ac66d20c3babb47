namespace Agntz.Domain.Execution;

/// <summary>
/// What the branches of a parallel agent share: once one has failed, no other starts another effect. Effects in
/// flight finish and are recorded. A scope stops with the one around it.
/// </summary>
internal sealed class BranchScope : IDisposable
{
    private readonly CancellationTokenSource _stopped;

    private BranchScope(CancellationTokenSource stopped) => _stopped = stopped;

    /// <summary>A scope within another, for as long as its branches run.</summary>
    public BranchScope(BranchScope outer)
        : this(CancellationTokenSource.CreateLinkedTokenSource(outer.Stopped))
    {
    }

    /// <summary>The scope of an execution without branches.</summary>
    public static BranchScope Outermost { get; } = new(new CancellationTokenSource());

    /// <summary>Fires when nothing new may start.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>Whether nothing new may start.</summary>
    public bool IsStopped => _stopped.IsCancellationRequested;

    /// <summary>Lets nothing new start.</summary>
    public void Stop() => _stopped.Cancel();

    public void Dispose() => _stopped.Dispose();
}
