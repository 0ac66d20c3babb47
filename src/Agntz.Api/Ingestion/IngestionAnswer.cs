using System.Buffers;
using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Agntz.Api.Json;

namespace Agntz.Api.Ingestion;

/// <summary>The answer to an export, in the form it was sent in: <c>ExportTraceServiceResponse</c>.</summary>
internal sealed class IngestionAnswer(PartialSuccess refused, bool isJson) : IResult
{
    /// <summary>The content type of protobuf.</summary>
    public const string Protobuf = "application/x-protobuf";

    private const byte RejectedTag = (1 << 3) | 0;
    private const byte MessageTag = (2 << 3) | 2;
    private const byte PartialTag = (1 << 3) | 2;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = isJson ? MediaTypeNames.Application.Json : Protobuf;
        var body = isJson ? WriteJson() : WriteProtobuf();
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static void WriteVarint(ArrayBufferWriter<byte> buffer, int value)
    {
        for (var rest = (uint)value; ; rest >>= 7)
        {
            var isLast = rest < 0x80;
            buffer.Write([(byte)(isLast ? rest : (rest & 0x7F) | 0x80)]);
            if (isLast)
            {
                return;
            }
        }
    }

    private static void WriteBytes(ArrayBufferWriter<byte> buffer, byte tag, ReadOnlySpan<byte> bytes)
    {
        buffer.Write([tag]);
        WriteVarint(buffer, bytes.Length);
        buffer.Write(bytes);
    }

    private ReadOnlyMemory<byte> WriteProtobuf()
    {
        if (refused.Count == 0)
        {
            return default;
        }

        var partial = new ArrayBufferWriter<byte>();
        partial.Write([RejectedTag]);
        WriteVarint(partial, refused.Count);
        WriteBytes(partial, MessageTag, Encoding.UTF8.GetBytes(refused.Reasons));
        var answer = new ArrayBufferWriter<byte>();
        WriteBytes(answer, PartialTag, partial.WrittenSpan);
        return answer.WrittenMemory;
    }

    private ReadOnlyMemory<byte> WriteJson() => JsonSerializer.SerializeToUtf8Bytes(
        new ExportResult
        {
            PartialSuccess = refused.Count == 0 ? null : new ExportPartialSuccess
            {
                RejectedSpans = refused.Count.ToString(CultureInfo.InvariantCulture),
                ErrorMessage = refused.Reasons,
            },
        },
        WireJson.Default.ExportResult);
}
