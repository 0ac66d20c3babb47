namespace Agntz.Persistence.Model.Owners;

/// <summary>One secret of an owner, encrypted.</summary>
internal sealed class SecretRow
{
    /// <summary>Whose it is.</summary>
    public long OwnerId { get; set; }

    /// <summary>What manifests call it.</summary>
    public required string Name { get; set; }

    /// <summary>The encrypted value.</summary>
    public required byte[] Value { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
