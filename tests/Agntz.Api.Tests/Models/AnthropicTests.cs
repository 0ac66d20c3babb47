using System.Net;
using System.Text.Json;
using Agntz.Testing.Anthropic;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Models;

/// <summary>Runs against a real server that speaks Anthropic's protocol.</summary>
public sealed class AnthropicTests : AgntzApplicationTest
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model:
          provider: anthropic
          name: claude-test
          maxTokens: 77
          stopSequences: [END]
          providerOptions: {anthropic: {thinking: {type: adaptive}, metadata: {user_id: a}}}
        instruction: Be brief.
        prompt: "Say hello to {{userQuery}}"
        tools: [{kind: local, tools: [current_time]}]

        """;

    private FakeAnthropic? _model;

    private FakeAnthropic Model => _model!;

    protected override (string Key, string Value)[] Settings => Model.Settings;

    public override async ValueTask InitializeAsync()
    {
        _model = await FakeAnthropic.StartAsync();
        await base.InitializeAsync();
        await Api.ImportAsync(Agent);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Model.DisposeAsync();
    }

    [Fact]
    public async Task Run_Tools_AreCalledAndTheirResultsSentBack()
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(
            new FakeToolCall("toolu_1", "current_time", "{\"timeZone\":", "\"UTC\"}"), new FakeToolCall("toolu_2", "current_time"))
        {
            Before = "Let me see.",
        });
        Model.Enqueue(new FakeAnswer.Text("Good ", "day, ", "Ann.") { PromptTokens = 11, CompletionTokens = 4 });

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        Assert.Equal("Good day, Ann.", reply.GetProperty("output").GetString());
        Assert.Equal(27, reply.GetProperty("usage").GetProperty("totalTokens").GetInt32());
        Assert.Equal(
            [
                "agent.invoke helper ok", "model.call claude-test ok", "tool.execute current_time ok",
                "tool.execute current_time ok", "model.call claude-test ok",
            ],
            SpanTree.Lines(await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}")));
        var (first, second) = (Model.Requests[0].Body, Model.Requests[1].Body);
        Assert.Equal("Be brief.", first.GetProperty("system")[0].GetProperty("text").GetString());
        Assert.Equal(
            """77 ["END"] {"type":"adaptive"} {"user_id":"a"} current_time""",
            string.Join(' ', new[] { "max_tokens", "stop_sequences", "thinking", "metadata" }
                .Select(name => first.GetProperty(name).GetRawText())
                .Append(first.GetProperty("tools")[0].GetProperty("name").GetString())));
        Assert.Equal(["user", "assistant", "user"], second.GetProperty("messages").EnumerateArray().Select(Role));
        Assert.Equal(["text", "tool_use", "tool_use"], Types(second.GetProperty("messages")[1]));
        Assert.Equal(["tool_result", "tool_result"], Types(second.GetProperty("messages")[2]));
    }

    [Fact]
    public async Task Run_OutputSchema_IsSentAndHeld()
    {
        await Api.ImportAsync(Agent.Replace("tools: [{kind: local, tools: [current_time]}]", "outputSchema: {mood: string}",
            StringComparison.Ordinal));
        Model.Enqueue(new FakeAnswer.Text("{\"mood\":", "\"fine\"}"));

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        Assert.Equal("""{"mood":"fine"}""", reply.GetProperty("output").GetRawText());
        var format = Assert.Single(Model.Requests).Body.GetProperty("output_config").GetProperty("format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("mood", format.GetProperty("schema").GetProperty("required")[0].GetString());
    }

    [Fact]
    public async Task Stream_Text_ComesAsDeltas()
    {
        var release = new TaskCompletionSource();
        Model.Enqueue(new FakeAnswer.Paused("Once upon", release.Task, new FakeAnswer.Text(" a time.")));
        await using var stream = await EventReading.OpenAsync(
            Api.Http, "/run/stream", body: new { agentId = "helper", input = "Go" });

        var early = await stream.ReadAsync(until: it => it.Name == "text-delta");
        release.SetResult();
        var late = await stream.ReadAsync();

        Assert.Equal("Once upon a time.",
            string.Concat(early.Concat(late).Where(it => it.Name == "text-delta").Select(it => it.Text("text"))));
        Assert.Equal("run-complete", late[^1].Name);
    }

    [Fact]
    public async Task Run_RefusedTwiceThenAnswered_SucceedsWithEveryTryInTheTrace()
    {
        Model.Enqueue(new FakeAnswer.Refusal(429, "slow down", RetryAfter: "0"));
        Model.Enqueue(new FakeAnswer.Refusal(529, "overloaded", RetryAfter: "0"));
        Model.Enqueue(new FakeAnswer.Text("Hello."));

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        var spans = (await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}?kind=model.call"))
            .GetProperty("spans").EnumerateArray().ToList();
        Assert.Equal("Hello.", reply.GetProperty("output").GetString());
        Assert.Equal(["error", "error", "ok"], spans.Select(span => span.GetProperty("status").GetString()));
        Assert.Contains("slow down", spans[0].GetProperty("error").GetString());
        Assert.Contains("overloaded", spans[1].GetProperty("error").GetString());
    }

    [Fact]
    public async Task Run_BrokenStream_IsTriedAgainFromTheBeginning()
    {
        Model.Enqueue(new FakeAnswer.Cut("Half an "));
        Model.Enqueue(new FakeAnswer.Text("Whole."));

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        Assert.Equal("Whole.", reply.GetProperty("output").GetString());
    }

    [Fact]
    public async Task Run_SettingThatIsNotOfTheProtocol_FailsAndSaysWhich()
    {
        await Api.ImportAsync(Agent.Replace("maxTokens: 77", "temperature: 0.5", StringComparison.Ordinal));

        var problem = (await Api.RunAsync("helper", "Ann")).ExpectProblem(HttpStatusCode.InternalServerError, "MODEL_ERROR");

        Assert.Contains("'temperature'", problem.GetProperty("error").GetString());
        Assert.Empty(Model.Requests);
    }

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();

    private static IEnumerable<string?> Types(JsonElement message) =>
        message.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString());
}
