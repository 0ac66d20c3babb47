using Agntz.Persistence.Writing;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Locking;

/// <summary>The open transaction that holds the locks. Disposing it without a commit changes nothing.</summary>
internal interface ILockedRuns : IAsyncDisposable
{
    /// <summary>The runs that were found, by owner and id.</summary>
    IReadOnlyList<LockedRun> Runs { get; }

    /// <summary>The page after the one that was asked for; null when there is none.</summary>
    RunPage? Next { get; }

    /// <summary>The open spans of some of them, each run's in the order they began.</summary>
    Task<IReadOnlyDictionary<RunKey, IReadOnlyList<OpenSpanRow>>> ReadOpenSpansAsync(
        IReadOnlyList<RunKey> runs, CancellationToken cancellationToken);

    /// <summary>Writes the rows and commits.</summary>
    Task CommitAsync(FlushRows rows, CancellationToken cancellationToken);
}
