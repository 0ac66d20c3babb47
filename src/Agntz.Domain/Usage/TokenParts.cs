using Microsoft.Extensions.AI;

namespace Agntz.Domain.Usage;

/// <summary>
/// Tokens of a model call that may have a price of their own. They are among those of its
/// <see cref="Runs.RunUsage"/>, not beside them.
/// </summary>
/// <param name="CachedInput">Tokens read that were taken from the provider's cache.</param>
/// <param name="CacheWrite">Tokens read that were put into the provider's cache.</param>
/// <param name="Reasoning">Tokens written that are no part of the answer.</param>
public readonly record struct TokenParts(long CachedInput, long CacheWrite, long Reasoning)
{
    // The port to models has no member for them; this is the name under which Anthropic's client counts them.
    private const string CacheWrites = "CacheCreationInputTokens";

    /// <summary>Those a provider has counted.</summary>
    public static TokenParts Of(UsageDetails usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return new TokenParts(
            usage.CachedInputTokenCount ?? 0,
            usage.AdditionalCounts?.GetValueOrDefault(CacheWrites) ?? 0,
            usage.ReasoningTokenCount ?? 0);
    }
}
