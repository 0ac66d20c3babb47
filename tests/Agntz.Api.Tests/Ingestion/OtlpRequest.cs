using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>Sends exports by hand.</summary>
internal static class OtlpRequest
{
    /// <summary>Sends spans in JSON.</summary>
    /// <param name="api">To whom.</param>
    /// <param name="spans">Each as an object of OTLP's.</param>
    public static Task<AgntzReply> ExportAsync(this AgntzClient api, params object[] spans) => api.ExportAsync(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            resourceSpans = new[]
            {
                new
                {
                    resource = new { attributes = new[] { Text("service.name", "shop") } },
                    scopeSpans = new[] { new { scope = new { name = "lib" }, spans } },
                },
            },
        }));

    /// <summary>Sends a body.</summary>
    public static async Task<AgntzReply> ExportAsync(
        this AgntzClient api, byte[] body, string type = "application/json", string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return await api.SendAsync(HttpMethod.Post, "/v1/traces", content);
    }

    /// <summary>An attribute.</summary>
    public static object Text(string key, string value) => new { key, value = new { stringValue = value } };

    /// <summary>An attribute.</summary>
    public static object Number(string key, long value) => new { key, value = new { intValue = value } };

    /// <summary>A span of a second.</summary>
    public static object Span(
        string trace, string id, string? parent = null, string name = "a span", object[]? attributes = null,
        object? status = null, long startMs = 1_800_000_000_000) => new
        {
            traceId = trace,
            spanId = id,
            parentSpanId = parent ?? "",
            name,
            kind = 1,
            startTimeUnixNano = $"{startMs}000000",
            endTimeUnixNano = $"{startMs + 1000}000000",
            attributes = attributes ?? [],
            status = status ?? new { },
        };

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}
