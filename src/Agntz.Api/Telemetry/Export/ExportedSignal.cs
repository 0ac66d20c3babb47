namespace Agntz.Api.Telemetry.Export;

/// <summary>One of the kinds of telemetry that are exported, by the names OpenTelemetry has for it.</summary>
/// <param name="Name">Its part of the names of variables.</param>
/// <param name="Path">Where collectors take it by HTTP.</param>
internal sealed record ExportedSignal(string Name, string Path)
{
    /// <summary>Spans.</summary>
    public static ExportedSignal Traces { get; } = new("TRACES", "v1/traces");

    /// <summary>Metrics.</summary>
    public static ExportedSignal Metrics { get; } = new("METRICS", "v1/metrics");
}
