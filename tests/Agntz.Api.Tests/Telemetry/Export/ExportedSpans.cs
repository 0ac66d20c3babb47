using System.Text;
using System.Text.Json;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Json;
using Agntz.Domain.Time;
using Agntz.Testing.Otlp;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>The spans a collector has received from the server's own library.</summary>
internal static class ExportedSpans
{
    public static IReadOnlyList<OtlpSpan> Of(IReadOnlyList<OtlpRequest> requests) =>
    [
        .. requests.Where(request => request.Path.Contains("race", StringComparison.Ordinal))
            .SelectMany(request => ProtobufTraces.Read(request.Message, new OtlpSize(static _ => { })))
            .Where(span => span.Scope.Name == "Agntz.Server"),
    ];

    /// <summary>Those of one trace, when all of them are there.</summary>
    public static async Task<IReadOnlyList<OtlpSpan>> WaitAsync(OtlpReceiver collector, string run, int count) =>
        await collector.WaitForAsync(requests => Of(requests)
            .Where(span => Hex(span.TraceId) == run[4..]).ToList() is { } spans && spans.Count >= count ? spans : null);

    public static string Hex(byte[] id) => Convert.ToHexStringLower(id);

    public static JsonElement Attributes(OtlpSpan span) => JsonElement.Parse(JsonText.Write(
        span.Attributes, static (writer, it) => new OtlpValue.Map(it).WriteTo(writer)));

    public static string Time(ulong unixNano) => OtlpTime.Instant(unixNano).ToIso();

    public static bool Mentions(OtlpReceiver collector, string text) =>
        collector.Requests.Any(request =>
            Encoding.UTF8.GetString(request.Message).Contains(text, StringComparison.Ordinal));
}
