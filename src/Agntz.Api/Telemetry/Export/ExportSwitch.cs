namespace Agntz.Api.Telemetry.Export;

/// <summary>
/// Whether anything is exported. A signal is where somebody said where to, and nobody said that it, or all of it, is off.
/// </summary>
internal sealed class ExportSwitch(IConfiguration configuration)
{
    private readonly ExportSettings _settings = new(configuration);

    /// <summary>Whether spans are exported.</summary>
    public bool Traces => IsOn(ExportedSignal.Traces);

    /// <summary>Whether metrics are exported.</summary>
    public bool Metrics => IsOn(ExportedSignal.Metrics);

    /// <summary>Whether a signal is exported.</summary>
    public bool IsOn(ExportedSignal signal) =>
        _settings.Find(signal, nameof(OtlpOptions.Endpoint)) is not null
        && !Is("OTEL_SDK_DISABLED", "true")
        && !Is($"OTEL_{signal.Name}_EXPORTER", "none");

    private bool Is(string variable, string value) =>
        string.Equals(_settings.Read(variable), value, StringComparison.OrdinalIgnoreCase);
}
