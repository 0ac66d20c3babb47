namespace Agntz.Domain.Workers;

/// <summary>How much a worker takes from the queue at once.</summary>
public sealed record ClaimRequest
{
    /// <summary>The incarnation that takes.</summary>
    public required Guid WorkerId { get; init; }

    /// <summary>The most runs in all; at least 1.</summary>
    public required int Slots { get; init; }

    /// <summary>The most runs of one owner; at least 1.</summary>
    public required int SlotsPerOwner { get; init; }

    /// <summary>The owner served last, after whom the round goes on; 0 to begin at the first.</summary>
    public required long AfterOwner { get; init; }

    /// <summary>Owners that have their share already.</summary>
    public required IReadOnlyCollection<long> SatisfiedOwners { get; init; }
}
