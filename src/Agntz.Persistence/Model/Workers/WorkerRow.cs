namespace Agntz.Persistence.Model.Workers;

/// <summary>One process start that executes runs.</summary>
internal sealed class WorkerRow
{
    /// <summary>The incarnation.</summary>
    public required Guid Id { get; set; }

    /// <summary>When it came up, by the database's clock.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Until when its runs are its own, by the database's clock.</summary>
    public DateTimeOffset LeaseUntil { get; set; }

    /// <summary>True once its runs may be taken; never false again.</summary>
    public bool Dead { get; set; }
}
