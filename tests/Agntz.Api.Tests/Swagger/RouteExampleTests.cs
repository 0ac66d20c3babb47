using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agntz.Api.Swagger;
using Agntz.Testing;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Swagger;

/// <summary>
/// The examples of the description are sent to a fresh service as they stand, but for what the service itself has named in
/// between. With <c>AGNTZ_WRITE_EXAMPLES=1</c> its answers are written down as the new examples.
/// </summary>
public sealed class RouteExampleTests : AgntzApplicationTest
{
    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("AGNTZ_WRITE_EXAMPLES") is "1";

    private static readonly JsonSerializerOptions Format =
        new(RouteExamples.Format) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Examples_SentInTheirOrder_AllWorkAsTheyShow()
    {
        var names = new ExampleNames();
        var played = new List<RouteExample>();
        foreach (var example in RouteExamples.All)
        {
            var sent = names.Translate(example);
            var reply = await SendAsync(sent);
            Assert.True((int)reply.Status is >= 200 and < 300, $"{example.Route}: {(int)reply.Status} {reply.Body}");
            var response = Read(reply);
            Assert.True(IsWriting || Shape(example.Response) == Shape(response),
                $"{example.Route} answered {Shape(response)}, and its example is {Shape(example.Response)}. "
                + "AGNTZ_WRITE_EXAMPLES=1 writes down what it answers now.");
            names.Learn(example.Response, response);
            played.Add(sent with { Response = ExampleNames.WithoutKey(response) });
        }

        if (IsWriting)
        {
            await File.WriteAllTextAsync(
                RepositoryFolder.PathOf("src", "Agntz.Api", "Swagger", "examples.json"),
                JsonSerializer.Serialize(played, Format) + "\n", TestContext.Current.CancellationToken);
        }
    }

    private async Task<AgntzReply> SendAsync(RouteExample example)
    {
        var (method, path) = (example.Route.Split(' ')[0], example.Route.Split(' ')[1]);
        var query = new List<string>();
        foreach (var (name, value) in example.Parameters ?? new Dictionary<string, string>())
        {
            var written = Uri.EscapeDataString(value);
            if (path.Contains($"{{{name}}}", StringComparison.Ordinal))
            {
                path = path.Replace($"{{{name}}}", written, StringComparison.Ordinal);
            }
            else
            {
                query.Add($"{name}={written}");
            }
        }

        using var body = example.Request is { } json
            ? new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json")
            : null;
        return await Api.SendAsync(
            new HttpMethod(method), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", body);
    }

    private static JsonNode? Read(AgntzReply reply) => reply.MediaType switch
    {
        "text/event-stream" => JsonValue.Create(reply.Body),
        null => null,
        _ => JsonNode.Parse(reply.Body),
    };

    private static string Shape(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject item => $"{{{string.Join(", ", item.OrderBy(it => it.Key, StringComparer.Ordinal)
            .Select(it => $"{it.Key}: {Shape(it.Value)}"))}}}",
        JsonArray { Count: 0 } => "[]",
        JsonArray list => $"[{Shape(list[0])}]",
        _ when node.GetValueKind() is JsonValueKind.String && node.GetValue<string>().Contains("event: ", StringComparison.Ordinal)
            => Events(node.GetValue<string>()),
        _ => node.GetValueKind() is JsonValueKind.True ? nameof(JsonValueKind.False) : node.GetValueKind().ToString(),
    };

    private static string Events(string stream) => string.Join(' ', stream.Split('\n')
        .Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Distinct());
}
