using System.Text.Json;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Counts of tokens. Events of one answer count up, so the largest of each counts; what was cached is beside what was
/// read, and becomes part of it.
/// </summary>
internal sealed class AnthropicUsage
{
    // The port to models has no member for tokens that were put into a cache.
    private const string CacheWrites = "CacheCreationInputTokens";

    private long _input;
    private long _output;
    private long _cached;
    private long _written;
    private bool _isKnown;

    /// <summary>Reads the counts of one event.</summary>
    public void Read(JsonElement? usage)
    {
        if (usage is not { ValueKind: JsonValueKind.Object } counts)
        {
            return;
        }

        _isKnown = true;
        _input = Math.Max(_input, counts.Count("input_tokens"u8) ?? 0);
        _output = Math.Max(_output, counts.Count("output_tokens"u8) ?? 0);
        _cached = Math.Max(_cached, counts.Count("cache_read_input_tokens"u8) ?? 0);
        _written = Math.Max(_written, counts.Count("cache_creation_input_tokens"u8) ?? 0);
    }

    /// <summary>Adds the counts of another answer.</summary>
    public void Add(AnthropicUsage other)
    {
        _isKnown |= other._isKnown;
        _input += other._input;
        _output += other._output;
        _cached += other._cached;
        _written += other._written;
    }

    /// <summary>The counts; null where the server has told none.</summary>
    public UsageDetails? ToDetails() => _isKnown
        ? new UsageDetails
        {
            InputTokenCount = _input + _cached + _written,
            OutputTokenCount = _output,
            CachedInputTokenCount = _cached,
            AdditionalCounts = new AdditionalPropertiesDictionary<long> { [CacheWrites] = _written },
        }
        : null;
}
