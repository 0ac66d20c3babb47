using Microsoft.Extensions.Options;

namespace Agntz.Api.Telemetry.Export;

/// <summary>Says where spans and metrics cannot be sent to, whether our settings or the usual variables say so.</summary>
internal sealed class OtlpOptionsCheck(IConfiguration configuration) : IValidateOptions<TelemetryOptions>
{
    private const string Setting = "Telemetry__Otlp__";

    private readonly ExportSettings _settings = new(configuration);

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        List<string> wrong = [.. Wrong(ExportedSignal.Traces).Concat(Wrong(ExportedSignal.Metrics)).Distinct(),
            .. SamplerChoice.Defect(_settings) is { } defect ? [defect] : Array.Empty<string>()];
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Wrong(ExportedSignal signal)
    {
        if (_settings.Find(signal, nameof(OtlpOptions.Endpoint)) is { } endpoint && !IsAddress(endpoint))
        {
            yield return $"The endpoint '{endpoint}' is no address that telemetry can be sent to. Set {Setting}Endpoint "
                + "or OTEL_EXPORTER_OTLP_ENDPOINT to one like 'http://collector:4317'.";
        }

        if (_settings.Find(signal, nameof(OtlpOptions.Protocol)) is { } protocol
            && !OtlpTarget.ProtocolNames.Contains(protocol))
        {
            yield return $"The protocol '{protocol}' is none that telemetry can be sent by. Set {Setting}Protocol or "
                + $"OTEL_EXPORTER_OTLP_PROTOCOL to one of: {string.Join(", ", OtlpTarget.ProtocolNames)}.";
        }
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
