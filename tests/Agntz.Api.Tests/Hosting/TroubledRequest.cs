using System.Text;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Hosting;

/// <summary>A request that needs the database.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Body">The JSON that goes with it; null for none.</param>
internal sealed record TroubledRequest(HttpMethod Method, string Path, string? Body = null)
{
    public Task<AgntzReply> SendAsync(AgntzClient api) => api.SendAsync(
        Method, Path, Body is null ? null : new StringContent(Body, Encoding.UTF8, "application/json"));

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Requests of every kind.</summary>
internal static class Requests
{
    private const int Large = 20_000;

    /// <summary>Requests that read.</summary>
    public static readonly TroubledRequest[] Reads =
    [
        .. new[] { "/agents", "/runs", "/traces", "/sessions", "/api-keys" }
            .Select(path => new TroubledRequest(HttpMethod.Get, path)),
    ];

    /// <summary>Requests that write; what they write has no room where there is none.</summary>
    public static readonly TroubledRequest[] Writes =
    [
        new(HttpMethod.Post, "/agents/import",
            $$$"""
            {"agents":[{"manifest":
             "id: written\nkind: llm\nmodel: {provider: openai, name: fake}\ninstruction: {{{Text}}}\n"}],
             "onConflict":"version"}
            """),
        new(HttpMethod.Post, "/v1/traces",
            $$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
             "spanId":"b7ad6b7169203331","name":"{{{Text}}}","startTimeUnixNano":"1764200000000000000",
             "endTimeUnixNano":"1764200001000000000",
             "attributes":[{"key":"text","value":{"stringValue":"{{{Text}}}"}}]}]}]}]}
            """),
    ];

    private static string Text => new('x', Large);
}
