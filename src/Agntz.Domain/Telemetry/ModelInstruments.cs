using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Telemetry;

/// <summary>What calls to models take, in time and in tokens, by the names of the GenAI conventions.</summary>
public sealed class ModelInstruments
{
    private const string TokenType = "gen_ai.token.type";

    private static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> Tokens = new()
    {
        HistogramBucketBoundaries =
            [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    };

    private readonly Histogram<double> _duration;
    private readonly Histogram<long> _tokens;

    /// <summary>Makes the instruments.</summary>
    public ModelInstruments(IMeterFactory meters)
    {
        var meter = meters.CreateAgntz();
        _duration = meter.CreateHistogram(
            "gen_ai.client.operation.duration", "s", "What one call to a model took.", tags: null, Durations);
        _tokens = meter.CreateHistogram(
            "gen_ai.client.token.usage", "{token}", "The tokens one call to a model read or wrote.", tags: null, Tokens);
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
    public void Used(string provider, string asked, string? answered, RunUsage usage)
    {
        if (!_tokens.Enabled)
        {
            return;
        }

        Record("input", usage.InputTokens);
        Record("output", usage.OutputTokens);

        void Record(string type, long count)
        {
            var tags = Tags(provider, asked, answered);
            tags.Add(TokenType, type);
            _tokens.Record(count, tags);
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
