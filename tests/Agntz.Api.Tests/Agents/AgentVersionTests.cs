using System.Net;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Agents;

public sealed class AgentVersionTests : AgntzApplicationTest
{
    [Fact]
    public async Task Versions_ImportedTwice_CanBeShownActivatedAndNamed()
    {
        await Api.ImportAsync(Greeter("first"));
        await Api.ImportAsync(Greeter("second"));
        var versions = await Api.GetJsonAsync("/agents/greeter/versions");
        var (second, first) = (CreatedAt(versions[0]), CreatedAt(versions[1]));

        var shown = await Api.GetJsonAsync($"/agents/greeter/versions/{first}");
        Assert.Contains("first", shown.GetProperty("metadata").GetProperty("manifest").GetString());

        var activated = (await Api.PostAsync($"/agents/greeter/versions/{first}/activate", "")).Expect(HttpStatusCode.OK);
        Assert.Equal(first, CreatedAt(activated));
        Assert.Equal("first", await OutputAsync("greeter"));
        Assert.Equal("second", await OutputAsync("greeter@latest"));
        Assert.Equal("second", await OutputAsync($"greeter@{second}"));

        var alias = (await PutAsync("/agents/greeter/aliases/next", $$"""{"createdAt": "{{second}}"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal("next", alias.GetProperty("alias").GetString());
        Assert.Equal("second", await OutputAsync("greeter@next"));
        Assert.Equal(["next"], Aliases((await Api.GetJsonAsync("/agents/greeter/versions"))[0]));

        (await Api.SendAsync(HttpMethod.Delete, "/agents/greeter/aliases/next")).Expect(HttpStatusCode.OK);
        (await Api.RunAsync("greeter@next", "x")).ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");
    }

    [Fact]
    public async Task Run_OfAVersion_SaysWhichWasAskedForAndWhichRan()
    {
        await Api.ImportAsync(Greeter("only"));
        var version = CreatedAt((await Api.GetJsonAsync("/agents/greeter/versions"))[0]);

        var run = await Api.GetJsonAsync($"/runs/{await Api.StartAsync("greeter@latest", "x")}");

        Assert.Equal("greeter@latest", run.GetProperty("agentId").GetString());
        Assert.Equal("latest", run.GetProperty("requestedAgentVersion").GetString());
        Assert.Equal(version, run.GetProperty("agentVersion").GetString());
        var listed = await Api.GetJsonAsync("/runs?agentId=greeter");
        Assert.Equal(1, listed.GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "/agents/nobody/versions", HttpStatusCode.NotFound)]
    [InlineData("GET", "/agents/assistant@latest/versions", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/agents/assistant/versions/yesterday", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/agents/assistant/versions/2020-01-01T00:00:00.000Z", HttpStatusCode.NotFound)]
    [InlineData("POST", "/agents/assistant/versions/2020-01-01T00:00:00.000Z/activate", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/agents/assistant/aliases/latest", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/agents/assistant/aliases/2020-01-01T00:00:00.000Z", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/agents/assistant/aliases/x", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/agents/assistant/aliases/x", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/agents/nobody", HttpStatusCode.NotFound)]
    public async Task Routes_WhatIsNotThere_IsRefused(string method, string path, HttpStatusCode expected)
    {
        var body = new StringContent("""{"createdAt": "2020-01-01T00:00:00.000Z"}""");

        var reply = await Api.SendAsync(new HttpMethod(method), path, body);

        reply.ExpectProblem(expected, expected is HttpStatusCode.NotFound ? "NOT_FOUND" : "BAD_REQUEST");
    }

    [Fact]
    public async Task CreateUpdateDelete_Agent_IsThereInBetween()
    {
        var created = (await Api.PostAsync("/agents", new { manifest = Greeter("first") })).Expect(HttpStatusCode.Created);
        Assert.Equal("greeter", created.GetProperty("id").GetString());
        (await Api.PostAsync("/agents", new { manifest = Greeter("second") })).ExpectProblem(HttpStatusCode.Conflict, "CONFLICT");
        Assert.Equal("first", await OutputAsync("greeter"));

        var definition = new { id = "greeter", metadata = new { manifest = Greeter("second") } };
        (await PutAsync("/agents/greeter", JsonSerializer.Serialize(definition))).Expect(HttpStatusCode.OK);
        Assert.Equal("second", await OutputAsync("greeter"));
        (await PutAsync("/agents/other", JsonSerializer.Serialize(definition))).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");

        (await Api.SendAsync(HttpMethod.Delete, "/agents/greeter")).Expect(HttpStatusCode.OK);
        (await Api.GetAsync("/agents/greeter")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        (await Api.RunAsync("greeter", "x")).ExpectProblem(HttpStatusCode.NotFound, "AGENT_NOT_FOUND");
    }

    private static string Greeter(string reply) =>
        $$"""
          id: greeter
          kind: llm
          model: {provider: demo, name: demo-1, providerOptions: {demo: {reply: {{reply}} } } }
          instruction: Greet.

          """;

    private static string CreatedAt(JsonElement version) => version.GetProperty("createdAt").GetString()!;

    private static IEnumerable<string?> Aliases(JsonElement version) =>
        version.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString());

    private Task<AgntzReply> PutAsync(string path, string json) =>
        Api.SendAsync(HttpMethod.Put, path, new StringContent(json));

    private async Task<string?> OutputAsync(string agentId) =>
        (await Api.RunAsync(agentId, "Hello")).Expect(HttpStatusCode.OK).GetProperty("output").GetString();
}
