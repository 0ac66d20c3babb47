using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Tools;

/// <summary>Http tools against a real server, as models and tool agents call them.</summary>
public sealed class HttpToolTests : IAsyncLifetime
{
    private const string Secret = "s3cr3t/+va=lue \"and more";

    private StoreLocation? _location;
    private RecordingServer? _server;
    private AgntzApplication? _service;

    private RecordingServer Server => _server!;

    private AgntzClient Api => _service!.Api;

    public async ValueTask InitializeAsync()
    {
        _location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        _server = await RecordingServer.StartAsync();
        _service = AgntzApplication.Start(_location,
            ("Outbound:AllowedHosts:0", Server.Host), ("Telemetry:RecordToolIO", "true"));
        await Api.SendAsync(HttpMethod.Put, "/secrets/KEY", JsonContent.Create(new { value = Secret }));
    }

    public async ValueTask DisposeAsync()
    {
        await _service!.DisposeAsync();
        await Server.DisposeAsync();
        await _location!.DisposeAsync();
    }

    [Fact]
    public async Task Run_ModelCallsIt_SendsTheRequestAndReadsTheAnswer()
    {
        Server.Enqueue(RecordedAnswer.Json("""{"temperature":21}"""));
        await ImportModelAgentAsync();

        var reply = (await Api.RunAsync("weather", new { city = "Bern" })).Expect(HttpStatusCode.OK);

        var request = Assert.Single(Server.Requests);
        var runId = reply.GetProperty("runId").GetString();
        Assert.Equal(("GET", "/weather/Bern?units=metric"), (request.Method, request.Path));
        Assert.Equal(Secret, request.Headers["X-Key"]);
        Assert.StartsWith($"{runId}:", request.Headers["Idempotency-Key"], StringComparison.Ordinal);
        Assert.Equal(
            ["agent.invoke weather ok", "model.call demo-1 ok", "tool.execute http__weather ok", "model.call demo-1 ok"],
            SpanTree.Lines(await Api.GetJsonAsync($"/traces/{runId}")));
        Assert.Equal("""{"temperature":21}""", ToolOutput(await Api.GetJsonAsync($"/runs/{runId}")));
    }

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Run_ServerSendsTheSecretBack_NothingThatIsStoredOrLoggedHasIt(string echo, int status)
    {
        Server.Enqueue(new RecordedAnswer { Status = status, Body = echo });
        await ImportModelAgentAsync();

        var id = await Api.StartAsync("weather", new { city = "Bern" });
        await using var stream = await EventReading.OpenAsync(Api.Http, $"/runs/{id}/stream");
        var events = await stream.ReadAsync();

        Assert.Equal("run-complete", events[^1].Name);
        Assert.Contains("[secr", ToolOutput(await Api.GetJsonAsync($"/runs/{id}")), StringComparison.Ordinal);
        await AssertNowhereAsync();
    }

    public static TheoryData<string, int> Echoes() => new()
    {
        { JsonSerializer.Serialize(new { headers = new { key = Secret } }), 200 },
        { $"plain {Secret}", 200 },
        { $"url ?key={Uri.EscapeDataString(Secret)}", 400 },
        { JsonSerializer.Serialize(new { basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}")) }), 401 },
        { new string('x', 39_995) + Secret, 200 },
    };

    [Fact]
    public async Task Run_NobodyAnswers_IsAValue()
    {
        Server.Enqueue(new RecordedAnswer { Cut = true });
        await ImportToolAgentAsync(Server.Url);

        var reply = (await Api.RunAsync("caller", new { id = "7" })).Expect(HttpStatusCode.OK);

        Assert.StartsWith("Network error: ",
            reply.GetProperty("output").GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_HostThatIsNotAllowed_IsRefusedAsAValue()
    {
        await using var other = await RecordingServer.StartAsync();
        await ImportToolAgentAsync(other.Url);

        var reply = (await Api.RunAsync("caller", new { id = "7" })).Expect(HttpStatusCode.OK);

        Assert.Contains("not on the public internet",
            reply.GetProperty("output").GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Run_LongAnswer_IsCutWithAFlag()
    {
        Server.Enqueue(new RecordedAnswer { Body = new string('x', 50_000), ContentType = "text/plain" });
        await ImportToolAgentAsync(Server.Url);

        var output = (await Api.RunAsync("caller", new { id = "7" })).Expect(HttpStatusCode.OK).GetProperty("output");

        Assert.Equal(new string('x', 40_000), output.GetProperty("body").GetString());
        Assert.True(output.GetProperty("truncated").GetBoolean());
    }

    [Fact]
    public async Task Run_ClientCredentials_FetchesATokenOnceAndAgainWhenItIsRefused()
    {
        Server.Enqueue(RecordedAnswer.Json("""{"access_token":"token-one","expires_in":3600}"""));
        Server.Enqueue(RecordedAnswer.Json("""{"ok":1}"""));
        Server.Enqueue(RecordedAnswer.Json("{}", 401));
        Server.Enqueue(RecordedAnswer.Json("""{"access_token":"token-two"}"""));
        Server.Enqueue(RecordedAnswer.Json("""{"echo":"Bearer token-two"}"""));
        await ImportToolAgentAsync(Server.Url, $$$"""
              auth:
                type: oauth2_client_credentials
                token_url: {{{Server.Url}}}/token
                client_id: me
                client_secret: "{{secrets.KEY}}"
                scope: read
            """);

        (await Api.RunAsync("caller", new { id = "1" })).Expect(HttpStatusCode.OK);
        var second = (await Api.RunAsync("caller", new { id = "2" })).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["POST /token", "GET /items/1", "GET /items/2", "POST /token", "GET /items/2"],
            Server.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.Equal("grant_type=client_credentials&scope=read", Server.Requests[0].Body);
        Assert.Equal(
            ["Bearer token-one", "Bearer token-one", "Bearer token-two"],
            new[] { 1, 2, 4 }.Select(index => Server.Requests[index].Headers["Authorization"]));
        Assert.Equal("Bearer [secret]", second.GetProperty("output").GetProperty("echo").GetString());
        await AssertNowhereAsync("token-one", "token-two");
    }

    [Fact]
    public async Task Run_TokenExchange_FetchesFindsAndSendsTheTokenAsTheManifestSays()
    {
        Server.Enqueue(RecordedAnswer.Json("""{"data":[{"jwt":"token-one","ttl":"3600"}]}"""));
        Server.Enqueue(RecordedAnswer.Json("""{"ok":1}"""));
        Server.Enqueue(RecordedAnswer.Json("{}", 403));
        Server.Enqueue(RecordedAnswer.Json("""{"data":[{"jwt":"token-two"}]}"""));
        Server.Enqueue(RecordedAnswer.Json("""{"echo":"token-two"}"""));
        await ImportToolAgentAsync(Server.Url, $$$"""
              auth:
                type: token_exchange
                request: {url: {{{Server.Url}}}/login, headers: {X-App: us}, body: {user: me, password: "{{secrets.KEY}}"}}
                extract: {token_path: data.0.jwt, expires_path: data.0.ttl}
                apply: {name: X-Token, format: "Token {token}"}
                refresh_on: [403]
            """);

        (await Api.RunAsync("caller", new { id = "1" })).Expect(HttpStatusCode.OK);
        var second = (await Api.RunAsync("caller", new { id = "2" })).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["POST /login", "GET /items/1", "GET /items/2", "POST /login", "GET /items/2"],
            Server.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.Equal("us", Server.Requests[0].Headers["X-App"]);
        Assert.Equal(Secret, JsonElement.Parse(Server.Requests[0].Body).GetProperty("password").GetString());
        Assert.Equal(
            ["Token token-one", "Token token-one", "Token token-two"],
            new[] { 1, 2, 4 }.Select(index => Server.Requests[index].Headers["X-Token"]));
        Assert.Equal("[secret]", second.GetProperty("output").GetProperty("echo").GetString());
        await AssertNowhereAsync("token-one", "token-two");
    }

    [Fact]
    public async Task Run_TokenExchangeOfText_SendsItInTheQuery()
    {
        Server.Enqueue(new RecordedAnswer { Body = "a token/1\n", ContentType = "text/plain" });
        Server.Enqueue(RecordedAnswer.Json("""{"ok":1}"""));
        await ImportToolAgentAsync(Server.Url, $$$"""
              auth:
                type: token_exchange
                request: {url: {{{Server.Url}}}/login, method: get, body_type: query, body: {key: "{{secrets.KEY}}"}}
                extract: {response_format: text}
                apply: {location: query, name: key}
            """);

        (await Api.RunAsync("caller", new { id = "1" })).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [$"GET /login?key={Uri.EscapeDataString(Secret)}", "GET /items/1?key=a%20token%2F1"],
            Server.Requests.Select(request => $"{request.Method} {request.Path}"));
        await AssertNowhereAsync("a token/1", "a%20token%2F1");
    }

    [Fact]
    public async Task Run_SecretThatIsNotThere_FailsAndSendsNothing()
    {
        await Api.SendAsync(HttpMethod.Delete, "/secrets/KEY");
        await ImportModelAgentAsync();

        var problem = (await Api.RunAsync("weather", new { city = "Bern" }))
            .ExpectProblem(HttpStatusCode.InternalServerError, "SECRET_NOT_FOUND");

        Assert.Equal(
            "Secret 'KEY' referenced by agent 'weather' does not exist for this user.",
            problem.GetProperty("error").GetString());
        Assert.Empty(Server.Requests);
    }

    private Task ImportModelAgentAsync() => Api.ImportAsync(
        $$$"""
        id: weather
        kind: llm
        inputSchema: {city: string}
        model:
          provider: demo
          name: demo-1
          providerOptions: {demo: {toolCalls: [{name: http__weather, arguments: {units: metric}}]}}
        instruction: Tell the weather.
        prompt: In {{city}}?
        tools:
          - kind: http
            name: weather
            url: {{{Server.Url}}}/weather/{city}?units={units?}&lang={lang?}
            params: {city: "{{city}}"}
            headers: {X-Key: "{{secrets.KEY}}"}

        """);

    private Task ImportToolAgentAsync(string url, string more = "") => Api.ImportAsync(
        $$$"""
        id: caller
        kind: tool
        inputSchema: {id: string}
        tool:
          kind: http
          name: item
          url: {{{url}}}/items/{id}
          params: {id: "{{id}}"}
        {{{more}}}

        """);

    private static string ToolOutput(JsonElement run) =>
        run.GetProperty("result").GetProperty("toolCalls")[0].GetProperty("output").GetRawText();

    private async Task AssertNowhereAsync(params string[] more)
    {
        string[] hidden =
        [
            .. more, Secret, JsonSerializer.Serialize(Secret).Trim('"'), Uri.EscapeDataString(Secret),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[..16],
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Secret}"))[4..20],
        ];
        await _service!.DisposeAsync();
        string[] places =
        [
            .. _location!.ReadFiles(),
            .. _service.Logs.Entries.Select(entry => $"{entry.Message} {entry.Exception}"),
        ];
        Assert.Contains(places, place => place.Contains("http__", StringComparison.Ordinal));
        Assert.All(places, place => Assert.All(hidden, value => Assert.False(
            place.Contains(value, StringComparison.Ordinal), $"'{value}' was kept.")));
    }
}
