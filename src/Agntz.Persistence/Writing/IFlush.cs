using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Writing;

/// <summary>The open transaction of one flush. Disposing it without a commit rolls it back.</summary>
internal interface IFlush : IAsyncDisposable
{
    /// <summary>What the database answered when the flush began.</summary>
    FlushOpening Opening { get; }

    /// <summary>Writes the rows and commits. After a failure it is unknown whether the flush exists.</summary>
    Task CommitAsync(FlushRows rows, CancellationToken cancellationToken);
}
