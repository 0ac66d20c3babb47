namespace Agntz.Domain.Owners;

/// <summary>What is known of an API key after it was shown.</summary>
public sealed record KeptApiKey
{
    /// <summary>Names it.</summary>
    public required ApiKeyId Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its first characters, so that people can tell their keys apart.</summary>
    public required string Shown { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it lets nobody in; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it last let somebody in, to about a minute; null when it never did.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
