using Agntz.Domain.Runs;

namespace Agntz.Domain.Usage;

/// <summary>What a model costs, in US dollars for a million tokens.</summary>
public sealed record ModelPrice
{
    private const decimal Million = 1_000_000;

    /// <summary>The provider's name as configured; null when the price is the model's wherever it is asked.</summary>
    public string? Provider { get; init; }

    /// <summary>The model, as it is asked for or as it names itself in its answers.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens read.</summary>
    public required decimal Input { get; init; }

    /// <summary>Tokens written.</summary>
    public required decimal Output { get; init; }

    /// <summary>Tokens read from the provider's cache; null where they cost what others read do.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Tokens put into the provider's cache; null where they cost what others read do.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Tokens of reasoning; null where they cost what others written do.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>What a call costs; every token is counted once.</summary>
    /// <param name="usage">All its tokens.</param>
    /// <param name="parts">Those among them that may have a price of their own.</param>
    public decimal Of(RunUsage usage, TokenParts parts)
    {
        var input = Math.Max(0, usage.InputTokens - parts.CachedInput - parts.CacheWrite);
        var output = Math.Max(0, usage.OutputTokens - parts.Reasoning);
        return ((input * Input)
            + (parts.CachedInput * (CachedInput ?? Input))
            + (parts.CacheWrite * (CacheWrite ?? Input))
            + (output * Output)
            + (parts.Reasoning * (Reasoning ?? Output))) / Million;
    }
}
