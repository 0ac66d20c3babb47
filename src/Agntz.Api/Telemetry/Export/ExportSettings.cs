namespace Agntz.Api.Telemetry.Export;

/// <summary>
/// What the configuration says of the export: our own settings first, then the variable for one signal, then the one for
/// all. What is empty is not set.
/// </summary>
internal sealed class ExportSettings(IConfiguration configuration)
{
    private const string Prefix = $"{TelemetryOptions.SectionName}:{nameof(TelemetryOptions.Otlp)}";

    /// <summary>What is said of a property of <see cref="OtlpOptions"/>, for one signal; null when nothing is.</summary>
    public string? Find(ExportedSignal signal, string property) =>
        Own(property) ?? OfSignal(signal, property) ?? Read($"OTEL_EXPORTER_OTLP_{property.ToUpperInvariant()}");

    /// <summary>What our own setting says.</summary>
    public string? Own(string property) => Read($"{Prefix}:{property}");

    /// <summary>What the variable for one signal alone says.</summary>
    public string? OfSignal(ExportedSignal signal, string property) =>
        Read($"OTEL_EXPORTER_OTLP_{signal.Name}_{property.ToUpperInvariant()}");

    /// <summary>What any other setting says.</summary>
    public string? Read(string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
