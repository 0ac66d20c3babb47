namespace Agntz.Persistence.Model.Runs;

/// <summary>A key under which a caller created a run.</summary>
internal sealed class IdempotencyKeyRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>The key.</summary>
    public required string Key { get; set; }

    /// <summary>SHA-256 of the request.</summary>
    public required byte[] BodyHash { get; set; }

    /// <summary>The run it created.</summary>
    public required Guid RunId { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
