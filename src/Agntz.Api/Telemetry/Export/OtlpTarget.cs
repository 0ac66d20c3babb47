using OpenTelemetry.Exporter;

namespace Agntz.Api.Telemetry.Export;

/// <summary>Where and how one signal is sent. What is null is as the SDK has it.</summary>
internal sealed record OtlpTarget(Uri? Endpoint, OtlpExportProtocol? Protocol, string? Headers)
{
    private const string HttpProtobuf = "http/protobuf";

    /// <summary>How a collector can be spoken to, in the words of OpenTelemetry.</summary>
    public static IReadOnlyList<string> ProtocolNames { get; } = ["grpc", HttpProtobuf];

    /// <summary>What the configuration says. A value that <see cref="OtlpOptionsCheck"/> refuses is none.</summary>
    public static OtlpTarget Of(ExportedSignal signal, IConfiguration configuration)
    {
        var settings = new ExportSettings(configuration);
        OtlpExportProtocol? protocol = settings.Find(signal, nameof(OtlpOptions.Protocol)) switch
        {
            null => null,
            HttpProtobuf => OtlpExportProtocol.HttpProtobuf,
            _ => OtlpExportProtocol.Grpc,
        };
        return new OtlpTarget(
            EndpointOf(signal, settings, protocol), protocol, settings.Find(signal, nameof(OtlpOptions.Headers)));
    }

    /// <summary>Tells an exporter.</summary>
    public void ApplyTo(OtlpExporterOptions exporter)
    {
        if (Endpoint is not null)
        {
            exporter.Endpoint = Endpoint;
        }

        exporter.Protocol = Protocol ?? exporter.Protocol;
        exporter.Headers = Headers ?? exporter.Headers;
    }

    private static Uri? EndpointOf(ExportedSignal signal, ExportSettings settings, OtlpExportProtocol? protocol)
    {
        const string Name = nameof(OtlpOptions.Endpoint);
        if (!Uri.TryCreate(settings.Find(signal, Name), UriKind.Absolute, out var endpoint))
        {
            return null;
        }

        // An endpoint that is set in code is taken by the SDK as it is: the path of the signal is for us to add.
        var isExact = settings.Own(Name) is null && settings.OfSignal(signal, Name) is not null;
        return isExact || protocol is not OtlpExportProtocol.HttpProtobuf
            ? endpoint
            : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{signal.Path}");
    }
}
