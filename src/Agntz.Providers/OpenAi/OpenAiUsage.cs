using System.Text.Json;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>Counts of tokens as servers tell them: the parts of a count are never more than the count.</summary>
internal static class OpenAiUsage
{
    /// <summary>The counts beside a chunk; null where it has none.</summary>
    public static UsageDetails? Find(JsonElement chunk)
    {
        var found = chunk.Member("usage"u8) ?? chunk.Member("x_groq"u8)?.Member("usage"u8);
        if (found is not { ValueKind: JsonValueKind.Object } usage)
        {
            return null;
        }

        var input = usage.Count("prompt_tokens"u8) ?? usage.Count("input_tokens"u8);
        var output = usage.Count("completion_tokens"u8) ?? usage.Count("output_tokens"u8);
        var cached = usage.Member("prompt_tokens_details"u8)?.Count("cached_tokens"u8)
            ?? usage.Count("prompt_cache_hit_tokens"u8);
        var reasoning = usage.Member("completion_tokens_details"u8)?.Count("reasoning_tokens"u8);
        return input is null && output is null
            ? null
            : new UsageDetails
            {
                InputTokenCount = input ?? 0,
                OutputTokenCount = output ?? 0,
                CachedInputTokenCount = Part(cached, input),
                ReasoningTokenCount = Part(reasoning, output),
            };
    }

    private static long? Part(long? part, long? whole) => part is { } tokens ? Math.Min(tokens, whole ?? 0) : null;
}
