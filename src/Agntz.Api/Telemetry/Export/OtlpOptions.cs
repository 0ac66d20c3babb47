namespace Agntz.Api.Telemetry.Export;

/// <summary>The collector that spans and metrics are sent to.</summary>
internal sealed class OtlpOptions
{
    /// <summary>Where it listens, such as <c>http://collector:4317</c>; null where the usual variables say it.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>; null where the usual variables say it.</summary>
    public string? Protocol { get; set; }

    /// <summary>What is sent along, as <c>name=value,name=value</c>; null where the usual variables say it.</summary>
    public string? Headers { get; set; }
}
