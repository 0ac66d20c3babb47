using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Telemetry;

/// <summary>
/// A counter for every use of tokens, and how those of single calls are spread, as the newest conventions have it.
/// </summary>
internal sealed class TokensByUse : ITokenInstruments
{
    private const string Modality = "gen_ai.token.modality";
    private const string Unknown = "unknown"; // Providers do not say it in one way.

    private readonly Counter<long> _input;
    private readonly Counter<long> _output;
    private readonly Counter<long> _cacheRead;
    private readonly Counter<long> _cacheWrite;
    private readonly Counter<long> _reasoning;
    private readonly Histogram<long> _inputOfCall;
    private readonly Histogram<long> _outputOfCall;

    public TokensByUse(Meter meter)
    {
        _input = Use("input_tokens", "Tokens read, with those of the provider's cache.");
        _output = Use("output_tokens", "Tokens written, with those of reasoning.");
        _cacheRead = Use("cache_read.input_tokens", "Tokens read that were taken from the provider's cache.");
        _cacheWrite = Use("cache_write.input_tokens", "Tokens read that were put into the provider's cache.");
        _reasoning = Use("reasoning.output_tokens", "Tokens written that are no part of the answer.");
        _inputOfCall = OfCall("input_tokens", "The tokens one call to a model read.");
        _outputOfCall = OfCall("output_tokens", "The tokens one call to a model wrote.");

        Counter<long> Use(string name, string description) =>
            meter.CreateCounter<long>($"gen_ai.client.inference.usage.{name}", "{token}", description);

        Histogram<long> OfCall(string name, string description) => meter.CreateHistogram(
            $"gen_ai.client.inference.operation.{name}", "{token}", description, tags: null,
            ITokenInstruments.OfOneCall);
    }

    public bool Enabled => _input.Enabled;

    public void Record(RunUsage usage, TokenParts parts, TagList tags)
    {
        _inputOfCall.Record(usage.InputTokens, tags);
        _outputOfCall.Record(usage.OutputTokens, tags);
        tags.Add(Modality, Unknown);
        _input.Add(usage.InputTokens, tags);
        _output.Add(usage.OutputTokens, tags);
        _cacheRead.Add(parts.CachedInput, tags);
        _cacheWrite.Add(parts.CacheWrite, tags);
        _reasoning.Add(parts.Reasoning, tags);
    }
}
