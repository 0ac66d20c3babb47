namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>One series of one metric. Safe for concurrent callers.</summary>
/// <param name="kind">What becomes of its values.</param>
/// <param name="bounds">The upper bounds of a histogram's buckets, rising; empty otherwise.</param>
internal sealed class MetricSeries(MetricKind kind, IReadOnlyList<double> bounds)
{
    private readonly Lock _turn = new();
    private readonly long[] _buckets = kind is MetricKind.Histogram ? new long[bounds.Count + 1] : [];
    private double _value;

    /// <summary>Takes a value.</summary>
    public void Record(double value)
    {
        lock (_turn)
        {
            _value = kind is MetricKind.Gauge ? value : _value + value;
            if (kind is MetricKind.Histogram)
            {
                _buckets[Bucket(value)]++;
            }
        }
    }

    /// <summary>Its value, of a histogram the sum, and how many values each bucket has, the last one above all bounds.</summary>
    public (double Value, long[] Buckets) Read()
    {
        lock (_turn)
        {
            return (_value, [.. _buckets]);
        }
    }

    // A value that is no number is above every bound: it belongs to none of the others.
    private int Bucket(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && !(value <= bounds[bucket]))
        {
            bucket++;
        }

        return bucket;
    }
}
