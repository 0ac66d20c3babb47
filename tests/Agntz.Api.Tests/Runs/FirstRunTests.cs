using System.Net;
using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Runs;

/// <summary>What a new user does first, on each engine.</summary>
public abstract class FirstRunTests(StorageProvider provider) : AgntzApplicationTest(provider)
{
    private const string DocumentedTree =
        """
        agent.invoke article-pipeline
          agent.invoke research-phase
            agent.invoke web-researcher
              model.call gpt-5.4
            agent.invoke academic-researcher
              model.call gpt-5.4
          agent.invoke write-review
            agent.invoke writer
              model.call claude-sonnet-4-6
            agent.invoke editor
              model.call gpt-5.4-mini

        """;

    [Fact]
    public async Task CreateRun_ArticlePipeline_CompletesWithItsResultAndTheDocumentedTree()
    {
        var created = (await Api.PostAsync("/runs", new { agentId = "article-pipeline", input = new { topic = "Tea" } }))
            .Expect(HttpStatusCode.Created);
        var id = created.GetProperty("id").GetString()!;

        var run = await Service.WaitForEndAsync(id);

        var trace = await Api.GetJsonAsync($"/traces/{id}");
        Assert.Equal("completed", run.GetProperty("status").GetString());
        Assert.Contains("Tea", run.GetProperty("result").GetProperty("output").GetString());
        Assert.Equal("""{"topic":"Tea"}""", run.GetProperty("input").GetString());
        Assert.Equal(created.GetProperty("startedAt").GetInt64(), run.GetProperty("startedAt").GetInt64());
        Assert.True(run.GetProperty("endedAt").GetInt64() >= run.GetProperty("startedAt").GetInt64());
        Assert.Equal(DocumentedTree, SpanTree.Draw(trace));
        Assert.Equal(11, trace.GetProperty("summary").GetProperty("spanCount").GetInt32());
        Assert.Equal("ok", trace.GetProperty("summary").GetProperty("status").GetString());
        Assert.All(trace.GetProperty("spans").EnumerateArray(), AssertEnded);
    }

    [Fact]
    public async Task GetTrace_ByRunIdAndByTraceId_IsTheSame()
    {
        var id = await Api.StartAsync("assistant", "Hello");
        await Service.WaitForEndAsync(id);

        var byRun = await Api.GetAsync($"/traces/{id}");
        var byTrace = await Api.GetAsync($"/traces/{id["run_".Length..]}");

        var summary = byRun.Expect(HttpStatusCode.OK).GetProperty("summary");
        Assert.Equal(byRun.Body, byTrace.Body);
        Assert.Equal(id, summary.GetProperty("traceId").GetString());
        Assert.Equal(id["run_".Length..], summary.GetProperty("otelTraceId").GetString());
    }

    [Fact]
    public async Task Run_WaitsAndAnswersTheResult()
    {
        var reply = (await Api.RunAsync("assistant", "Hello, world")).Expect(HttpStatusCode.OK);

        var run = await Api.GetJsonAsync($"/runs/{reply.GetProperty("runId").GetString()}");
        Assert.Contains("Hello, world", reply.GetProperty("output").GetString());
        Assert.Equal("completed", reply.GetProperty("status").GetString());
        Assert.Equal("demo-1", reply.GetProperty("model").GetString());
        Assert.True(reply.GetProperty("usage").GetProperty("totalTokens").GetInt32() > 0);
        Assert.Equal(reply.GetProperty("output").GetString(), run.GetProperty("result").GetProperty("output").GetString());
    }

    [Fact]
    public async Task Run_AgentWithOutputSchema_AnswersAnObjectOfThatSchema()
    {
        var reply = (await Api.RunAsync("support-agent", new { message = "Where is my parcel?" })).Expect(HttpStatusCode.OK);

        var output = reply.GetProperty("output");
        Assert.Equal(JsonValueKind.String, output.GetProperty("reply").ValueKind);
        Assert.Equal(JsonValueKind.True, output.GetProperty("needsHuman").ValueKind);
        Assert.Equal("low", output.GetProperty("urgency").GetString());
    }

    private static void AssertEnded(JsonElement span)
    {
        Assert.Equal("ok", span.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, span.GetProperty("endedAt").ValueKind);
    }
}
