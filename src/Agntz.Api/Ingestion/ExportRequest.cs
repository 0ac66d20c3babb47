using System.Net.Mime;
using Agntz.Api.Errors;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Api.Json;
using Microsoft.Net.Http.Headers;

namespace Agntz.Api.Ingestion;

/// <summary>An export of traces as it comes in.</summary>
internal static class ExportRequest
{
    /// <summary>Whether it is in JSON; else it is in protobuf.</summary>
    /// <exception cref="RefusedException">It is neither.</exception>
    public static bool IsJson(HttpRequest request)
    {
        var isNamed = MediaTypeHeaderValue.TryParse(request.ContentType, out var media) && JsonContentType.IsUtf8(media);
        var type = isNamed ? media!.MediaType.Value : null;
        return type?.ToLowerInvariant() switch
        {
            MediaTypeNames.Application.Json => true,
            IngestionAnswer.Protobuf => false,
            _ => throw new RefusedException(Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, ErrorCodes.UnsupportedMediaType,
                $"A body with Content-Type '{request.ContentType}' is not read here. Send OTLP as "
                + $"'{IngestionAnswer.Protobuf}' or as '{MediaTypeNames.Application.Json}'.")),
        };
    }

    /// <summary>The spans in a body.</summary>
    /// <exception cref="RefusedException">It holds something else, or there is no room for what it holds.</exception>
    public static IReadOnlyList<OtlpSpan> Read(IngestionBody body, bool isJson)
    {
        var size = new OtlpSize(body.Cover);
        try
        {
            return isJson ? JsonTraces.Read(body.Bytes, size) : ProtobufTraces.Read(body.Bytes.Span, size);
        }
        catch (MalformedOtlpException malformed)
        {
            throw RefusedException.BadRequest(
                $"The request body is no export of traces (ExportTraceServiceRequest). {malformed.Message}");
        }
    }
}
