using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Telemetry;

/// <summary>The instruments that count the tokens of calls to models.</summary>
internal interface ITokenInstruments
{
    /// <summary>How tokens of single calls are spread, from one to 67 million.</summary>
    static readonly InstrumentAdvice<long> OfOneCall = new()
    {
        HistogramBucketBoundaries =
            [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    };

    /// <summary>Whether anybody listens.</summary>
    bool Enabled { get; }

    /// <summary>Records the tokens of one call.</summary>
    void Record(RunUsage usage, TokenParts parts, TagList tags);
}
