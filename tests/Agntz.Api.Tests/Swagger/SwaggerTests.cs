using System.Net;
using System.Text.Json;
using Agntz.Api.Swagger;
using Agntz.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Agntz.Api.Tests.Swagger;

/// <summary>
/// The description of the API is whole, and the one that is checked in. With <c>AGNTZ_WRITE_OPENAPI=1</c> it is written there.
/// </summary>
public sealed class SwaggerTests : AgntzApplicationTest
{
    private static readonly string File = RepositoryFolder.PathOf("docs", "openapi.json");

    [Fact]
    public async Task Document_IsTheOneThatIsCheckedIn()
    {
        var token = TestContext.Current.CancellationToken;
        var document = (await Api.GetAsync("/swagger/v1/swagger.json")).Body.ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("AGNTZ_WRITE_OPENAPI") is "1")
        {
            await System.IO.File.WriteAllTextAsync(File, document, token);
        }

        var kept = (await System.IO.File.ReadAllTextAsync(File, token)).ReplaceLineEndings("\n");
        Assert.True(document == kept,
            "The API is described otherwise than in docs/openapi.json. AGNTZ_WRITE_OPENAPI=1 writes it anew.");
    }

    [Fact]
    public async Task EveryRoute_IsDescribedWhole()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        var missing = new List<string>();
        foreach (var endpoint in Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!.TrimEnd('/');
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                var operation = paths.GetProperty(path).GetProperty(method.ToLowerInvariant());
                missing.AddRange(Missing(endpoint, operation).Select(what => $"{method} {path}: {what}"));
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Streams_AreDescribedAsEventStreams()
    {
        var streams = (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.EndsWith("/stream", StringComparison.Ordinal)).ToList();

        Assert.Equal(3, streams.Count);
        Assert.All(streams, path => Assert.All(path.Value.EnumerateObject(), operation => Assert.True(operation.Value
            .GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("text/event-stream", out _))));
    }

    [Fact]
    public async Task Ways_In_AreKeyAndToken()
    {
        var document = await DocumentAsync();

        var schemes = document.GetProperty("components").GetProperty("securitySchemes").EnumerateObject().ToList();
        Assert.Equal(["apiKey", "token"], schemes.Select(scheme => scheme.Name).Order());
        Assert.All(schemes, scheme => Assert.Equal("bearer", scheme.Value.GetProperty("scheme").GetString()));
        Assert.Equal(["apiKey", "token"], document.GetProperty("security").EnumerateArray()
            .Select(either => Assert.Single(either.EnumerateObject()).Name).Order());
    }

    private static IEnumerable<string> Missing(RouteEndpoint endpoint, JsonElement operation)
    {
        var responses = operation.GetProperty("responses").EnumerateObject().ToDictionary(it => it.Name, it => it.Value);
        var isOpen = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var takesBody = endpoint.Metadata.GetMetadata<TakesBody>() is not null;
        if (Text(operation, "summary") is not { Length: > 0 })
        {
            yield return "summary";
        }

        if (!operation.TryGetProperty("tags", out var tags) || tags.GetArrayLength() != 1)
        {
            yield return "one tag";
        }

        string[] expected = [.. isOpen ? [] : (string[])["401", "429"], .. takesBody ? (string[])["400", "413", "415"] : []];
        foreach (var status in expected.Where(status => !responses.ContainsKey(status)))
        {
            yield return status;
        }

        if (isOpen != operation.TryGetProperty("security", out _))
        {
            yield return "who may call it";
        }

        var success = responses.FirstOrDefault(it => it.Key[0] == '2').Value;
        if (success.ValueKind is JsonValueKind.Undefined || !HasExample(success))
        {
            yield return "a success with an example";
        }

        if (takesBody && !HasExample(operation.GetProperty("requestBody")))
        {
            yield return "an example of its body";
        }

        var parameters = operation.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().ToList() : [];
        foreach (var parameter in parameters.Where(it => Text(it, "in") is "path" && !it.TryGetProperty("example", out _)))
        {
            yield return $"an example of {Text(parameter, "name")}";
        }
    }

    private static bool HasExample(JsonElement message) =>
        !message.TryGetProperty("content", out var content)
        || content.EnumerateObject().Any(media => media.Value.TryGetProperty("example", out _));

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<JsonElement> DocumentAsync() =>
        (await Api.GetAsync("/swagger/v1/swagger.json")).Expect(HttpStatusCode.OK);
}
