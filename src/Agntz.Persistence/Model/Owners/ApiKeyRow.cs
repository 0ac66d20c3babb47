namespace Agntz.Persistence.Model.Owners;

/// <summary>One API key; only its hash is kept.</summary>
internal sealed class ApiKeyRow
{
    /// <summary>Whom it lets in.</summary>
    public long OwnerId { get; set; }

    /// <summary>Its id.</summary>
    public required Guid Id { get; set; }

    /// <summary>SHA-256 of the key.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>Its first characters, for people.</summary>
    public required string Prefix { get; set; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when it lets nobody in; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When it was revoked; null while it is not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was last seen; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
