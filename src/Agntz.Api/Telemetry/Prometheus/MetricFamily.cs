using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>One metric with all its series. Safe for concurrent callers.</summary>
internal sealed class MetricFamily
{
    /// <summary>How many series a metric has at most; what comes after that is added up in one.</summary>
    internal const int MostSeries = 2_000;

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public MetricFamily(Instrument instrument, MetricKind kind)
    {
        Kind = kind;
        Name = MetricNames.Metric(instrument.Name, instrument.Unit, kind);
        Description = instrument.Description ?? "";
        Bounds = kind is MetricKind.Histogram ? HistogramBounds.Of(instrument) : [];
        IsObserved = instrument.IsObservable;
    }

    public string Name { get; }

    public string Description { get; }

    public MetricKind Kind { get; }

    /// <summary>The upper bounds of a histogram's buckets.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Whether its values are those of the moment they are asked for.</summary>
    public bool IsObserved { get; }

    /// <summary>The series, in the order of their labels.</summary>
    public IReadOnlyList<(string Labels, MetricSeries Series)> Series =>
        [.. _series.Select(it => (it.Key, it.Value)).OrderBy(it => it.Key, StringComparer.Ordinal)];

    /// <summary>Takes a value.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Find(LabelText.Of(tags)).Record(value);

    /// <summary>Forgets all values.</summary>
    public void Clear() => _series.Clear();

    private MetricSeries Find(string labels)
    {
        if (_series.TryGetValue(labels, out var known))
        {
            return known;
        }

        return _series.GetOrAdd(
            _series.Count < MostSeries ? labels : LabelText.Overflow, _ => new MetricSeries(Kind, Bounds));
    }
}
