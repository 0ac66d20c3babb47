namespace Agntz.Domain.Execution;

/// <summary>
/// What the branches of a parallel agent share: once one has failed, no other starts another effect. Effects in
/// flight finish and are recorded. A scope stops with the one around it.
/// </summary>
internal sealed class BranchScope(BranchScope? outer)
{
    private volatile bool _stopped;

    /// <summary>The scope of an execution without branches.</summary>
    public static BranchScope Outermost { get; } = new(null);

    /// <summary>Whether nothing new may start.</summary>
    public bool IsStopped => _stopped || (outer?.IsStopped ?? false);

    /// <summary>Lets nothing new start.</summary>
    public void Stop() => _stopped = true;
}
