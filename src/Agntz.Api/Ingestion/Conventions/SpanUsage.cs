using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Usage;

namespace Agntz.Api.Ingestion.Conventions;

/// <summary>What a call to a model took, by the conventions of OpenTelemetry or by those of OpenInference.</summary>
/// <param name="TotalTokens">Tokens in and out.</param>
/// <param name="CostUsd">What they cost by its sender's word, else by our prices; null when neither is known.</param>
internal sealed record SpanUsage(long TotalTokens, decimal? CostUsd)
{
    /// <summary>That of anything but a call to a model.</summary>
    public static readonly SpanUsage None = new(0, null);

    public static SpanUsage Of(KnownAttributes attributes, PriceTable prices)
    {
        var usage = new RunUsage(
            attributes.Count(SpanAttributes.InputTokens, "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"),
            attributes.Count(
                SpanAttributes.OutputTokens, "gen_ai.usage.completion_tokens", "llm.token_count.completion"));
        var parts = new TokenParts(
            attributes.Count(SpanAttributes.CachedInputTokens, "llm.token_count.prompt_details.cache_read"),
            attributes.Count(
                SpanAttributes.CacheWriteTokens, SpanAttributes.LatestCacheWriteTokens,
                "llm.token_count.prompt_details.cache_write"),
            attributes.Count(SpanAttributes.ReasoningTokens, "llm.token_count.completion_details.reasoning"));
        var total = usage.TotalTokens > 0 ? usage.TotalTokens : attributes.Count("llm.token_count.total");
        return new SpanUsage(total, attributes.Number(SpanAttributes.Cost, "llm.cost.total")
            ?? (usage.TotalTokens > 0 ? PriceOf(attributes, prices)?.Of(usage, parts) : null));
    }

    private static ModelPrice? PriceOf(KnownAttributes attributes, PriceTable prices) => prices.Find(
        attributes.Text(SpanAttributes.Provider, "gen_ai.system", "llm.provider", "llm.system"),
        attributes.Text(SpanAttributes.RequestModel, "llm.model_name", "embedding.model_name"),
        attributes.Text(SpanAttributes.ResponseModel));
}
