using System.Net;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Agents;

public sealed class AgentImportTests : AgntzApplicationTest
{
    [Fact]
    public async Task List_FirstStart_HasTheSampleAgents()
    {
        var agents = await Api.GetJsonAsync("/agents");

        Assert.Equal(
            SampleAgent.Ids,
            agents.EnumerateArray().Select(agent => agent.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Import_NewVersion_IsWhatRunsFromThenOn()
    {
        await Api.ImportAsync(Agent("greeter", reply: "first"));
        await Api.ImportAsync(Agent("greeter", reply: "second"));

        var reply = (await Api.RunAsync("greeter", "Hello")).Expect(HttpStatusCode.OK);

        Assert.Equal("second", reply.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Import_InvalidManifest_IsRefusedWithPathAndMessageOfEachError()
    {
        var problem = (await ImportAsync(
            """
            id: broken
            kind: llm
            model: {provider: demo}
            instruktion: Be brief.

            """)).ExpectProblem(HttpStatusCode.BadRequest, "INVALID_MANIFEST");

        var text = problem.ToString();
        Assert.Contains("model", text);
        Assert.Contains("instruktion", text);
        Assert.Contains("Did you mean", text, StringComparison.OrdinalIgnoreCase);
        (await Api.GetAsync("/agents/broken")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Import_OneOfTwoInvalid_ImportsNeither()
    {
        var reply = await ImportAsync(Agent("good", "x"), "kind: nonsense");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        (await Api.GetAsync("/agents/good")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Theory]
    [InlineData("steps: [{ref: other, when: x}]\nkind: sequential", "when")]
    [InlineData("kind: llm\nmodel: {provider: demo, name: x}\ninstruction: y\ntools: [{kind: callback}]", "callback")]
    public async Task Import_WhatIsNotBuiltYet_IsRefusedByName(string yaml, string named)
    {
        var reply = await ImportAsync($"id: later\n{yaml}\n");

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains(named, reply.Body);
    }

    [Theory]
    [InlineData("kind: llm\nmodel: {provider: demo, name: x}\ninstruction: y\ntools: [{kind: local, tools: [current_time, x]}]",
        "tools[0].tools[1]")]
    [InlineData("kind: tool\ntool: {kind: local, name: x}", "tool.name")]
    public async Task Import_LocalToolThatIsNotThere_IsRefused(string yaml, string path)
    {
        var problem = (await ImportAsync($"id: later\n{yaml}\n"))
            .ExpectProblem(HttpStatusCode.BadRequest, "INVALID_MANIFEST");

        var error = problem.GetProperty("results")[0].GetProperty("errors")[0];
        Assert.Equal(("external", path), (error.GetProperty("level").GetString(), error.GetProperty("path").GetString()));
        Assert.StartsWith("Local tool 'x' is not registered", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"agents": []}""")]
    [InlineData("""{"agents": [{"manifest": ""}]}""")]
    [InlineData("""{"agents": "x"}""")]
    public async Task Import_BodyThatIsNoImport_IsRefused(string body)
    {
        (await Api.PostAsync("/agents/import", body)).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
    }

    private static string Agent(string id, string reply) =>
        $"""
         id: {id}
         kind: llm
         model:
           provider: demo
           name: demo-1
           providerOptions:
             demo:
               reply: {reply}
         instruction: Greet.

         """;

    private Task<AgntzReply> ImportAsync(params string[] manifests) => Api.PostAsync(
        "/agents/import", new { agents = manifests.Select(manifest => new { manifest }) });
}
