using System.Net;
using System.Text.Json;

namespace Agntz.Api.Tests.Agents;

/// <summary>What the manifest language does, as a caller sees it.</summary>
public sealed class LanguageTests : AgntzApplicationTest
{
    private const string Demo = "kind: llm, model: {provider: demo, name: demo-1}, instruction: x";

    [Fact]
    public async Task Run_LoopThatIsNotDone_FailsWithItsCode()
    {
        await Api.ImportAsync(
            $$"""
              id: endless
              kind: sequential
              until: "UNTIL"
              maxIterations: 3
              steps: [{agent: {id: a, {{Demo}} } } ]

              """.Replace("UNTIL", "{{a}} == done"));

        var problem = (await Api.RunAsync("endless", "Go"))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MAX_ITERATIONS_EXCEEDED");

        var id = problem.GetProperty("runId").GetString();
        var run = await Api.GetJsonAsync($"/runs/{id}");
        var trace = await Api.GetJsonAsync($"/traces/{id}?kind=model.call");
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Equal("MAX_ITERATIONS_EXCEEDED", run.GetProperty("code").GetString());
        Assert.Equal(["0#0/t0", "0#1/t0", "0#2/t0"], trace.GetProperty("spans").EnumerateArray().Select(span =>
            span.GetProperty("attributes").GetProperty("agntz.step.path").GetString()));
    }

    [Fact]
    public async Task Run_SkippedStep_IsNullInTheState()
    {
        await Api.ImportAsync(
            $$"""
              id: skipping
              kind: sequential
              steps:
                - {agent: {id: first, {{Demo}} } }
                - {when: "false", agent: {id: second, {{Demo}} } }

              """);

        var reply = (await Api.RunAsync("skipping", "Go")).Expect(HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, reply.GetProperty("state").GetProperty("second").ValueKind);
        Assert.Equal("You said: Go", reply.GetProperty("state").GetProperty("first").GetString());
    }

    [Fact]
    public async Task Run_StepThatGetsWhatItsSchemaRefuses_FailsTheRunAndNotTheRequest()
    {
        await Api.ImportAsync(
            $$"""
              id: mismatch
              kind: sequential
              steps: [{input: {n: "x"}, agent: {id: counter, {{Demo}}, inputSchema: {n: integer} } } ]

              """);

        var problem = (await Api.RunAsync("mismatch", "Go"))
            .ExpectProblem(HttpStatusCode.InternalServerError, "INPUT_INVALID");

        Assert.Equal("#/n: must be integer, found string",
            Assert.Single(problem.GetProperty("details").EnumerateArray()).GetString());
        Assert.NotNull(problem.GetProperty("runId").GetString());
    }

    [Theory]
    [InlineData("when: \"{{a}} = 1\"", "steps[0].when", "At character 7")]
    [InlineData("input: {a: \"{{#if a}}x{{/if}}\"}", "steps[0].input", "'instruction' and 'prompt' only")]
    [InlineData("input: {a: \"{{later}}\"}", "steps[0].input", "not in scope")]
    public async Task Import_ExpressionThatIsWrong_IsRefusedWithPathAndPosition(string step, string path, string message)
    {
        var manifest = $"id: wrong\nkind: sequential\nsteps:\n  - {step}\n    agent: {{id: s, {Demo}}}\n";

        var reply = await Api.PostAsync("/agents/import", new { agents = new[] { new { manifest } } });

        var error = Assert.Single(reply.ExpectProblem(HttpStatusCode.BadRequest, "INVALID_MANIFEST")
            .GetProperty("results")[0].GetProperty("errors").EnumerateArray());
        Assert.Equal(path, error.GetProperty("path").GetString());
        Assert.Contains(message, error.GetProperty("message").GetString());
    }
}
