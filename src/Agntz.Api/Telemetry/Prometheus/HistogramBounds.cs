using System.Diagnostics.Metrics;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>The buckets of histograms: those the instrument advises, else those that are usual.</summary>
internal static class HistogramBounds
{
    private static readonly double[] OfSeconds =
        [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly double[] Usual =
        [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

    /// <summary>The upper bounds, rising.</summary>
    public static IReadOnlyList<double> Of(Instrument histogram) => histogram switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        { Unit: "s" } => OfSeconds,
        _ => Usual,
    };
}
