using System.Net;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Agents;

public sealed class AgentReferenceTests : AgntzApplicationTest
{
    [Fact]
    public async Task Run_PipelineOfReferences_NestsTheirSpansInOneTrace()
    {
        await ImportAsync(Greeter("greeter", "Hello"), Line("line", "greeter", "greeter@latest"));

        var id = await Api.StartAsync("line", "x");
        await Service.WaitForEndAsync(id);

        var trace = await Api.GetJsonAsync($"/traces/{id}");
        Assert.Equal(
            """
            agent.invoke line
              agent.invoke greeter
                model.call demo-1
              agent.invoke greeter
                model.call demo-1

            """,
            SpanTree.Draw(trace));
        var version = (await Api.GetJsonAsync("/agents/greeter/versions"))[0].GetProperty("createdAt").GetString();
        Assert.Equal(version, trace.GetProperty("spans")[1].GetProperty("attributes").GetProperty("agntz.agent.version").GetString());
    }

    [Fact]
    public async Task Run_AgentImportedAnewWhileItRuns_GoesOnWithTheVersionOfItsStart()
    {
        var release = new TaskCompletionSource();
        await using var model = await FakeOpenAi.StartAsync(
            new FakeAnswer.Held(release.Task, new FakeAnswer.Text("Which?")));
        await using var service = await AgntzApplication.StartAsync(
            Persistence.StorageProvider.Memory, model.Settings);
        const string Asker =
            """
            id: asker
            kind: llm
            model: {provider: openai, name: gpt}
            instruction: Ask.

            """;
        await service.Api.ImportAsync(Asker);
        await service.Api.ImportAsync(Greeter("greeter", "before"));
        await service.Api.ImportAsync(Line("line", "asker", "greeter"));
        var id = await service.Api.StartAsync("line", "x");
        await model.ReceivedAsync(1);

        await service.Api.ImportAsync(Greeter("greeter", "after"));
        release.SetResult();
        var run = await service.WaitForEndAsync(id);
        Assert.Equal("before", run.GetProperty("result").GetProperty("output").GetString());
    }

    [Fact]
    public async Task Import_ReferenceToNothing_IsRefusedWithItsPath()
    {
        var problem = (await PostAsync(Line("line", "nobody"))).ExpectProblem(HttpStatusCode.BadRequest, "INVALID_MANIFEST");

        var error = problem.GetProperty("results")[0].GetProperty("errors")[0];
        Assert.Equal("external", error.GetProperty("level").GetString());
        Assert.Equal("steps[0].ref", error.GetProperty("path").GetString());
        Assert.Contains("nobody", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Import_AgentsThatReferToEachOther_IsRefusedWithTheWayAround()
    {
        var problem = (await PostAsync(Line("a", "b"), Line("b", "c"), Line("c", "a")))
            .ExpectProblem(HttpStatusCode.BadRequest, "INVALID_MANIFEST");

        Assert.Contains("a -> b -> c -> a", problem.GetProperty("results")[0].ToString().Replace("\\u003E", ">"));
        (await Api.GetAsync("/agents/a")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Run_AgentThatRefersToItselfOnACondition_EndsWhereTheConditionFails()
    {
        await ImportAsync(
            """
            id: countdown
            kind: sequential
            inputSchema: {left: number}
            steps:
              - agent: {id: echo, kind: llm, model: {provider: demo, name: demo-1}, instruction: x, prompt: "{{left}}"}
                input: {left: "{{left}}"}
              - ref: countdown
                stateKey: rest
                when: "{{left}} > 1"
                input: {left: 1}

            """);

        var id = await Api.StartAsync("countdown", new { left = 3 });
        await Service.WaitForEndAsync(id);

        Assert.Equal(
            """
            agent.invoke countdown
              agent.invoke echo
                model.call demo-1
              agent.invoke countdown
                agent.invoke echo
                  model.call demo-1

            """,
            SpanTree.Draw(await Api.GetJsonAsync($"/traces/{id}")));
    }

    [Fact]
    public async Task Run_AgentsThatReferToEachOtherAsLongAsTheyWant_FailAtTheDepthLimit()
    {
        await ImportAsync(
            """
            id: endless
            kind: sequential
            steps: [{ref: endless, stateKey: again, when: "{{userQuery}} != null"}]

            """);

        var reply = await Api.RunAsync("endless", "x");

        Assert.Equal("MAX_RECURSION_DEPTH", reply.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Run_ReferencedAgentDeleted_FailsAtItsStep()
    {
        await ImportAsync(Greeter("greeter", "Hello"), Greeter("gone", "x"), Line("line", "greeter", "gone"));
        (await Api.SendAsync(HttpMethod.Delete, "/agents/gone")).Expect(HttpStatusCode.OK);

        var reply = await Api.RunAsync("line", "x");

        Assert.Contains("Agent \\u0022gone\\u0022 not found", reply.Body);
        Assert.Equal("AGENT_NOT_FOUND", reply.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Validate_Manifest_SaysWhatIsWrongAndKeepsNothing()
    {
        var good = (await Api.PostAsync("/validate", new { manifest = Greeter("greeter", "x") })).Expect(HttpStatusCode.OK);
        Assert.True(good.GetProperty("valid").GetBoolean());
        Assert.Equal("greeter", good.GetProperty("manifest").GetProperty("id").GetString());

        var lost = (await Api.PostAsync("/validate", new { manifest = Line("line", "nobody") })).Expect(HttpStatusCode.OK);
        Assert.False(lost.GetProperty("valid").GetBoolean());
        Assert.Equal("external", lost.GetProperty("errors")[0].GetProperty("level").GetString());

        var broken = (await Api.PostAsync("/validate", new { manifest = "a: [" })).Expect(HttpStatusCode.OK);
        Assert.False(broken.GetProperty("valid").GetBoolean());
        Assert.False(broken.TryGetProperty("manifest", out _));

        (await Api.PostAsync("/validate", "{}")).ExpectProblem(HttpStatusCode.BadRequest, "BAD_REQUEST");
        (await Api.GetAsync("/agents/greeter")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    private static string Greeter(string id, string reply) =>
        $$"""
          id: {{id}}
          kind: llm
          model: {provider: demo, name: demo-1, providerOptions: {demo: {reply: {{reply}} } } }
          instruction: Greet.

          """;

    private static string Line(string id, params string[] references) =>
        $"""
         id: {id}
         kind: sequential
         steps: [{string.Join(", ", references.Select((reference, index) => $"{{ref: {reference}, stateKey: s{index}}}"))}]

         """;

    private Task<AgntzReply> PostAsync(params string[] manifests) => Api.PostAsync(
        "/agents/import", new { agents = manifests.Select(manifest => new { manifest }) });

    private async Task ImportAsync(params string[] manifests) => (await PostAsync(manifests)).Expect(HttpStatusCode.OK);
}
