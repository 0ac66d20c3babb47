using System.ComponentModel.DataAnnotations;

namespace Agntz.Api.Limits;

/// <summary>How many requests an owner may send to a process.</summary>
internal sealed class RateLimitOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "RateLimit";

    /// <summary>How many requests a second, in the long run.</summary>
    /// <value>The default is any number.</value>
    [Range(1, 1_000_000)]
    public int? RequestsPerSecond { get; set; }

    /// <summary>How many at once after a pause.</summary>
    /// <value>The default is ten seconds' worth.</value>
    [Range(1, 10_000_000)]
    public int? Burst { get; set; }
}
