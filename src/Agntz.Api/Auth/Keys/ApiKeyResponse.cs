using Agntz.Domain.Owners;
using Agntz.Domain.Time;

namespace Agntz.Api.Auth.Keys;

/// <summary>An API key, without what lets anybody in.</summary>
public sealed record ApiKeyResponse
{
    /// <summary>Names the key: <c>key_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Its first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>The key itself; only in the answer that made it.</summary>
    public string? Key { get; init; }

    /// <summary>When it was made, ISO 8601.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>From when on it lets nobody in, ISO 8601; absent for never.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>When it last let somebody in, to about a minute, ISO 8601; absent when it never did.</summary>
    public string? LastUsedAt { get; init; }

    internal static ApiKeyResponse From(KeptApiKey key) => new()
    {
        Id = key.Id.ToString(),
        Name = key.Name,
        Prefix = key.Shown,
        CreatedAt = key.CreatedAt.ToIso(),
        ExpiresAt = key.ExpiresAt?.ToIso(),
        LastUsedAt = key.LastUsedAt?.ToIso(),
    };
}
