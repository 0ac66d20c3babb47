using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Agntz.Testing;
using Agntz.Testing.Http;
using Agntz.Testing.Mcp;
using Agntz.Testing.Network;

namespace Agntz.Api.Tests.Agents;

/// <summary>Every example of the documentation, run as it stands but for the addresses of the servers it speaks to.</summary>
public sealed class ExampleTests : AgntzApplicationTest
{
    private const string Object = """{"type":"object"}""";

    private RecordingServer? _server;
    private FakeMcp? _mcp;

    private RecordingServer Server => _server!;

    private FakeMcp Mcp => _mcp!;

    protected override (string Key, string Value)[] Settings =>
        [("Outbound:AllowedHosts:0", Server.Host), ("Outbound:AllowedHosts:1", Mcp.Host)];

    public override async ValueTask InitializeAsync()
    {
        _server = await RecordingServer.StartAsync();
        _mcp = await FakeMcp.StartAsync(FakeMcpTransport.Streamable,
            FakeMcpTool.OfText("search", Object, _ => "17: The Book of Tea"),
            FakeMcpTool.OfText("reserve", Object, _ => "set aside"),
            FakeMcpTool.OfText("remove", Object, _ => "removed"));
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
        await Mcp.DisposeAsync();
    }

    [Fact]
    public void Examples_AreAllRunHere()
    {
        var files = Directory.EnumerateFiles(RepositoryFolder.PathOf("docs", "examples"), "*.yaml")
            .Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(["librarian", "open-ticket", "weather"], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Weather_LooksItUpWithItsKey()
    {
        Server.Enqueue(RecordedAnswer.Json("""{"temperature":21}"""));
        await KeepAsync("WEATHER_KEY");

        var reply = await RunAsync("weather", new { city = "Bern" });

        var request = Assert.Single(Server.Requests);
        Assert.Equal(("GET", "/now/Bern?units=metric"), (request.Method, request.Path));
        Assert.Equal("of WEATHER_KEY", request.Headers["X-Api-Key"]);
        Assert.Contains("""{"temperature":21}""", reply.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenTicket_PostsWithAToken()
    {
        Server.Enqueue(RecordedAnswer.Json("""{"access_token":"token"}"""));
        Server.Enqueue(RecordedAnswer.Json("""{"number":7}""", 201));
        await KeepAsync("DESK_SECRET");

        var reply = await RunAsync("open-ticket", new { title = "No tea" });

        Assert.Equal(["POST /token", "POST /tickets"], Server.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.Equal("Bearer token", Server.Requests[1].Headers["Authorization"]);
        Assert.Equal("""{"title":"No tea","urgent":false}""", Server.Requests[1].Body);
        Assert.Equal(7, reply.GetProperty("output").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task Librarian_CallsTwoToolsOfTheServer()
    {
        await KeepAsync("LIBRARY_TOKEN");

        var reply = await RunAsync("librarian", new { wish = "Something on tea", branch = "north" });

        Assert.Equal(
            [("reserve", """{"book":"17","branch":"north"}"""), ("search", """{"query":"tea"}""")],
            Mcp.Calls.Select(call => (call.Tool, call.Arguments)).Order());
        Assert.All(Mcp.Requests, request => Assert.Equal("Bearer of LIBRARY_TOKEN", request.Headers["Authorization"]));
        Assert.Contains("The Book of Tea", reply.GetProperty("output").GetString(), StringComparison.Ordinal);
    }

    private Task<AgntzReply> KeepAsync(string secret) =>
        Api.SendAsync(HttpMethod.Put, $"/secrets/{secret}", JsonContent.Create(new { value = $"of {secret}" }));

    private async Task<JsonElement> RunAsync(string id, object input)
    {
        var yaml = await File.ReadAllTextAsync(RepositoryFolder.PathOf("docs", "examples", $"{id}.yaml"));
        await Api.ImportAsync(yaml
            .Replace("https://library.example.com/mcp", Mcp.Url, StringComparison.Ordinal)
            .Replace("library_example_com", Mcp.Name, StringComparison.Ordinal)
            .Replace("https://weather.example.com", Server.Url, StringComparison.Ordinal)
            .Replace("https://desk.example.com", Server.Url, StringComparison.Ordinal));
        return (await Api.RunAsync(id, input)).Expect(HttpStatusCode.OK);
    }
}
