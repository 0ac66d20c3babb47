namespace Agntz.Persistence.Model.Owners;

/// <summary>One authenticated user.</summary>
internal sealed class OwnerRow
{
    /// <summary>The number every owned key begins with.</summary>
    public long Id { get; set; }

    /// <summary>Who vouches for the subject.</summary>
    public required string Issuer { get; set; }

    /// <summary>The user at that issuer.</summary>
    public required string Subject { get; set; }

    /// <summary>When the user was first seen.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
