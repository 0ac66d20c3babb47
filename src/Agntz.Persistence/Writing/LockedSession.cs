using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing;

/// <summary>A session whose row a transaction has locked, as it stood then.</summary>
internal sealed record LockedSession
{
    public required long OwnerId { get; init; }

    /// <summary>Its own number.</summary>
    public required long Key { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>How many messages it has.</summary>
    public required long MessageCount { get; init; }

    /// <summary>The place of its last message.</summary>
    public required long LastMessage { get; init; }

    /// <summary>The place of its last run.</summary>
    public required long LastRun { get; init; }

    /// <summary>Whether its owner has deleted it: nothing is added any more.</summary>
    public required bool IsDeleted { get; init; }
}

/// <summary>
/// What the creation of a run must know of the active runs of its session. Read under the lock of the session's row, which
/// whoever ends one of them takes as well, so none of the runs need be locked for it.
/// </summary>
/// <param name="Newest">The newest of them, without those that end with the flush.</param>
/// <param name="Active">
/// How many they are: exact where the limit might be reached, and at least as many as there are where it cannot.
/// </param>
internal sealed record SessionHead(RunId Newest, long Active);
