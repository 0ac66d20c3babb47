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
