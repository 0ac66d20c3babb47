namespace Agntz.Domain.Runs;

/// <summary>What became of the creation of a run.</summary>
public abstract record RunCreation
{
    private RunCreation()
    {
    }

    /// <summary>The run is durable.</summary>
    /// <param name="Hold">The right to execute it; null when it was left to the queue.</param>
    public sealed record Created(RunHold? Hold) : RunCreation
    {
        /// <summary>
        /// The older runs of its session that were cancelled with its creation and that a worker has: it is still to be
        /// told, so that it need not find out by itself.
        /// </summary>
        public IReadOnlyList<RunId> Superseded { get; init; } = [];
    }

    /// <summary>An older run of the session is active, and the caller does not wait for it; nothing was created.</summary>
    /// <param name="Active">The newest such run.</param>
    public sealed record SessionBusy(RunId Active) : RunCreation;

    /// <summary>So many runs wait in the session already that no more may; nothing was created.</summary>
    /// <param name="MaxWaiting">The most that may.</param>
    public sealed record SessionFull(int MaxWaiting) : RunCreation;

    /// <summary>The run's key belongs to another run already; nothing was created.</summary>
    /// <param name="Original">The run it belongs to, and the request that created it.</param>
    public sealed record Repeated(KeyedRun Original) : RunCreation;

    /// <summary>
    /// The worker it was to be claimed for was declared dead, and the run cannot be left to the queue: nothing of it is
    /// stored that another worker could begin with. Nothing was created.
    /// </summary>
    public sealed record Unclaimed : RunCreation;

    /// <summary>The database refused the run; nothing of it is kept.</summary>
    public sealed record Rejected : RunCreation;

    /// <summary>The commit took longer than the caller waits.</summary>
    /// <param name="Later">
    /// What still becomes of it, as its flush had begun: the run may come to be, and then whoever asked for it to be
    /// claimed has to execute it. Null when it never will.
    /// </param>
    public sealed record TimedOut(Task<RunCreation>? Later) : RunCreation;
}
