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

    /// <summary>When it last grew.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When its owner deleted it; such a row is seen by the sweeper alone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
}
