using Agntz.Api.Telemetry.Export;

namespace Agntz.Api.Telemetry;

/// <summary>What spans hold, and where spans and metrics go.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Where these options are in the configuration.</summary>
    public const string SectionName = "Telemetry";

    /// <summary>Whether spans of model calls hold what the model was asked and what it answered.</summary>
    public bool RecordIO { get; set; }

    /// <summary>Whether spans of tool calls hold their arguments and results.</summary>
    public bool RecordToolIO { get; set; }

    /// <summary>Where spans and metrics are sent; what is set here goes before the usual variables.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>Whether <c>GET /metrics</c> shows metrics to a Prometheus.</summary>
    public bool Prometheus { get; set; }

    /// <summary>Attributes of everything that is exported, such as <c>service.name</c>.</summary>
    public Dictionary<string, string> BaseAttributes { get; set; } = [];
}
