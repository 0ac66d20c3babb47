namespace Agntz.Persistence.Model.Sessions;

/// <summary>A conversation across runs.</summary>
internal sealed class SessionRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>Its number, to which runs and messages refer.</summary>
    public long Id { get; set; }

    /// <summary>What the caller calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The agent it began with.</summary>
    public string? AgentId { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a run of it was last created, or a message last added.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>How many messages it has.</summary>
    public long MessageCount { get; set; }

    /// <summary>The place of the last message that was added.</summary>
    public long LastMessage { get; set; }

    /// <summary>The place of the last run that was created in it.</summary>
    public long LastRun { get; set; }

    /// <summary>When its owner deleted it; such a row is seen by the sweeper alone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
