using Agntz.Domain.Retention;

namespace Agntz.Api.Runs;

/// <summary>What a caller wants to be kept of a run: never more than the manifest of its agent allows.</summary>
public sealed record RetentionRequest
{
    /// <summary>
    /// <c>session</c> keeps everything until it is deleted, and is the default where the manifest says nothing;
    /// <c>result</c> keeps how the run ended and what it gave; <c>none</c> keeps nothing, and needs a request that waits.
    /// </summary>
    public string? Mode => Choice.Mode?.ToName();

    /// <summary>The run is deleted so many seconds after its creation, from 60 to 31536000.</summary>
    public int? TtlSeconds => (int?)Choice.TimeToLive?.TotalSeconds;

    /// <summary>Accepted, from 60 to 31536000; runs have no artifacts.</summary>
    public int? ArtifactTtlSeconds { get; init; }

    internal RetentionChoice Choice { get; init; } = new(null, null);
}
