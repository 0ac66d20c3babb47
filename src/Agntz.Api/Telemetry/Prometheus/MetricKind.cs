namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>What becomes of the values of an instrument.</summary>
internal enum MetricKind
{
    /// <summary>They are added up and never fall.</summary>
    Counter,

    /// <summary>They are added up, and may fall.</summary>
    Sum,

    /// <summary>The last one counts.</summary>
    Gauge,

    /// <summary>They are counted by size.</summary>
    Histogram,
}
