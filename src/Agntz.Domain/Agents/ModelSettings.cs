using System.Text.Json;

namespace Agntz.Domain.Agents;

/// <summary>Which model an llm agent asks, and with which settings. Null settings are left to the provider.</summary>
public sealed record ModelSettings
{
    /// <summary>The provider's name, as configured (<c>demo</c>, <c>openai</c>, …).</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name, as the provider spells it.</summary>
    public required string Name { get; init; }

    /// <summary>Sampling temperature.</summary>
    public double? Temperature { get; init; }

    /// <summary>The most tokens the answer may have; at least 1.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Nucleus sampling.</summary>
    public double? TopP { get; init; }

    /// <summary>How many of the likeliest tokens are sampled from; at least 1.</summary>
    public int? TopK { get; init; }

    /// <summary>Penalty for tokens that occurred at all.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Penalty for tokens by how often they occurred.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>Texts at which the model stops; empty when there are none.</summary>
    public IReadOnlyList<string> StopSequences { get; init; } = [];

    /// <summary>A seed for repeatable sampling.</summary>
    public long? Seed { get; init; }

    /// <summary>How often a failed call is tried again; 0 for never, null for the default of the server.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Options only this provider understands: the value under its name; null when there are none.</summary>
    public JsonElement? ProviderOptions { get; init; }
}
