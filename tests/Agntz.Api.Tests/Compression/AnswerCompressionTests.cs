using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Agntz.Api.Tests.Compression;

public sealed class AnswerCompressionTests : AgntzApplicationTest
{
    private const string Agent =
        "{id: greeter, kind: llm, model: {provider: demo, name: demo-1}, instruction: Greet.}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData(null, null)]
    public async Task LargeAnswer_IsCompressedAsTheClientTakesIt(string? accepted, string? expected)
    {
        var id = await RunAsync(new string('x', 3000));
        foreach (var path in (string[])[$"/runs/{id}", $"/traces/{id}", "/agents", "/runs"])
        {
            var plain = await Api.GetAsync(path);
            var (coding, vary, body) = await GetAsync(path, accepted);

            Assert.Equal(plain.Body.Length >= 1024 ? expected : null, coding);
            Assert.Equal(plain.Body, body);
            Assert.Contains("Accept-Encoding", vary);
        }
    }

    [Fact]
    public async Task SmallAnswer_IsSentAsItIs()
    {
        var (coding, vary, body) = await GetAsync("/health", "gzip");

        Assert.Null(coding);
        Assert.Contains("Accept-Encoding", vary);
        Assert.Equal(JsonValueKind.Object, JsonElement.Parse(body).ValueKind);
    }

    [Fact]
    public async Task Stream_IsNeverCompressed()
    {
        var id = await RunAsync(new string('x', 3000));

        foreach (var path in (string[])[$"/runs/{id}/stream", $"/traces/{id}/stream"])
        {
            var (coding, vary, body) = await GetAsync(path, "gzip, br");

            Assert.Null(coding);
            Assert.Empty(vary);
            Assert.Contains("\nid: ", body, StringComparison.Ordinal);
        }
    }

    private async Task<string> RunAsync(string input)
    {
        await Api.ImportAsync(Agent);
        return (await Api.RunAsync("greeter", input)).Expect(HttpStatusCode.OK).GetProperty("runId").GetString()!;
    }

    private async Task<(string? Coding, IReadOnlyList<string> Vary, string Body)> GetAsync(string path, string? accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        }

        using var response = await Api.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var coding = response.Content.Headers.ContentEncoding.SingleOrDefault();
        await using var sent = await response.Content.ReadAsStreamAsync(Token);
        await using var decoded = coding switch
        {
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var reader = new StreamReader(decoded);
        return (coding, [.. response.Headers.Vary], await reader.ReadToEndAsync(Token));
    }
}
