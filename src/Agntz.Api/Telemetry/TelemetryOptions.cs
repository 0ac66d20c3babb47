namespace Agntz.Api.Telemetry;

/// <summary>What spans hold.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Where these options are in the configuration.</summary>
    public const string SectionName = "Telemetry";

    /// <summary>Whether spans of tool calls hold their arguments and results.</summary>
    public bool RecordToolIO { get; set; }
}
