using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Telemetry;

/// <summary>What calls to models take, in time and in tokens, by the names of the GenAI conventions.</summary>
public sealed class ModelInstruments
{
    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private readonly Histogram<double> _duration;
    private readonly ITokenInstruments _tokens;

    /// <summary>Makes the instruments.</summary>
    public ModelInstruments(IMeterFactory meters, GenAiConventions conventions)
    {
        var meter = meters.CreateAgntz();
        var isLatest = conventions == GenAiConventions.Latest;
        _duration = meter.CreateHistogram(
            isLatest ? "gen_ai.client.inference.duration" : "gen_ai.client.operation.duration",
            "s", "What one call to a model took.", tags: null, Durations);
        _tokens = isLatest ? new TokensByUse(meter) : new TokensByDirection(meter);
    }

    /// <summary>Records one call, whether it succeeded or not.</summary>
    /// <param name="provider">The provider's name as configured.</param>
    /// <param name="asked">The model that was asked.</param>
    /// <param name="answered">The model that answered; null when none said that it did.</param>
    /// <param name="duration">What it took.</param>
    /// <param name="error">What went wrong, in a word; null when nothing did.</param>
    public void Called(string provider, string asked, string? answered, TimeSpan duration, string? error)
    {
        if (!_duration.Enabled)
        {
            return;
        }

        var tags = Tags(provider, asked, answered);
        if (error is not null)
        {
            tags.Add(SpanAttributes.ErrorType, error);
        }

        _duration.Record(duration.TotalSeconds, tags);
    }

    /// <summary>Records what the provider counted in one call.</summary>
    public void Used(string provider, string asked, string? answered, RunUsage usage, TokenParts parts)
    {
        if (_tokens.Enabled)
        {
            _tokens.Record(usage, parts, Tags(provider, asked, answered));
        }
    }

    private static TagList Tags(string provider, string asked, string? answered)
    {
        var tags = new TagList
        {
            { SpanAttributes.Operation, "chat" },
            { SpanAttributes.Provider, provider },
            { SpanAttributes.RequestModel, asked },
        };
        if (answered is not null)
        {
            tags.Add(SpanAttributes.ResponseModel, answered);
        }

        return tags;
    }
}
