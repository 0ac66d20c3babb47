namespace Agntz.Persistence.Ingesting;

/// <summary>The open transaction that holds the locks. Disposing it without a commit changes nothing.</summary>
internal interface ILockedTraces : IAsyncDisposable
{
    /// <summary>The time by the database's clock.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Every trace asked for, known or not.</summary>
    IReadOnlyDictionary<Guid, LockedTrace> Traces { get; }

    /// <summary>Writes the rows and commits.</summary>
    Task CommitAsync(IngestedRows rows, CancellationToken cancellationToken);
}
