using System.Diagnostics.Metrics;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>Tells kinds apart.</summary>
internal static class MetricKinds
{
    /// <summary>The kind of an instrument; null for one of a kind that is not known.</summary>
    public static MetricKind? Of(Instrument instrument) => GenericType(instrument.GetType()) switch
    {
        { } type when type == typeof(Counter<>) || type == typeof(ObservableCounter<>) => MetricKind.Counter,
        { } type when type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) => MetricKind.Sum,
        { } type when type == typeof(Gauge<>) || type == typeof(ObservableGauge<>) => MetricKind.Gauge,
        { } type when type == typeof(Histogram<>) => MetricKind.Histogram,
        _ => null,
    };

    private static Type? GenericType(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : null;
}
