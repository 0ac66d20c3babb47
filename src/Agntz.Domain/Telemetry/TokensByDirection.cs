using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Telemetry;

/// <summary>One instrument for tokens read and written, as version 1.41 of the conventions has it.</summary>
internal sealed class TokensByDirection(Meter meter) : ITokenInstruments
{
    private const string TokenType = "gen_ai.token.type";

    private readonly Histogram<long> _tokens = meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "The tokens one call to a model read or wrote.", tags: null,
        ITokenInstruments.OfOneCall);

    public bool Enabled => _tokens.Enabled;

    public void Record(RunUsage usage, TokenParts parts, TagList tags)
    {
        Record("input", usage.InputTokens, tags);
        Record("output", usage.OutputTokens, tags);
    }

    private void Record(string type, long count, TagList tags)
    {
        tags.Add(TokenType, type);
        _tokens.Record(count, tags);
    }
}
