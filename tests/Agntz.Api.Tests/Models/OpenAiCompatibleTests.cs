using System.Net;
using System.Text.Json;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Models;

/// <summary>Runs against a real server that speaks the OpenAI protocol.</summary>
public sealed class OpenAiCompatibleTests : OpenAiApplicationTest
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: openai, name: gpt-test, temperature: 0.5}
        instruction: Be brief.
        prompt: "Say hello to {{userQuery}}"

        """;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(Agent);
    }

    [Fact]
    public async Task Run_StreamedAnswer_IsTheOutputWithUsageAndFinishReasonOnItsSpan()
    {
        Model.Enqueue(new FakeAnswer.Text("Good ", "day, ", "Ann.") { PromptTokens = 11, CompletionTokens = 4 });

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        var call = await SpanAsync(reply, "model.call");
        var attributes = call.GetProperty("attributes");
        var asked = Assert.Single(Model.Requests);
        Assert.Equal("Good day, Ann.", reply.GetProperty("output").GetString());
        Assert.Equal("stop", reply.GetProperty("finishReason").GetString());
        Assert.Equal(15, reply.GetProperty("usage").GetProperty("totalTokens").GetInt32());
        Assert.Equal("gpt-test", call.GetProperty("name").GetString());
        Assert.Equal(11, attributes.GetProperty("gen_ai.usage.input_tokens").GetInt32());
        Assert.Equal(4, attributes.GetProperty("gen_ai.usage.output_tokens").GetInt32());
        Assert.Equal("stop", attributes.GetProperty("gen_ai.response.finish_reasons")[0].GetString());
        Assert.Equal("fake-model-2026", attributes.GetProperty("gen_ai.response.model").GetString());
        Assert.Equal("chatcmpl-1", attributes.GetProperty("gen_ai.response.id").GetString());
        Assert.Equal("Bearer sk-secret", asked.Authorization);
        Assert.True(asked.Body.GetProperty("stream").GetBoolean());
        Assert.Equal(0.5, asked.Body.GetProperty("temperature").GetDouble());
        Assert.Equal(
            ["Be brief.", "Say hello to Ann"],
            asked.Body.GetProperty("messages").EnumerateArray().Select(Text));
    }

    [Fact]
    public async Task Run_EverySetting_IsSentToTheProvider()
    {
        await Api.ImportAsync(
            """
            id: settings
            kind: llm
            model:
              provider: openai
              name: gpt-test
              temperature: 0.25
              maxTokens: 77
              topP: 0.5
              topK: 40
              presencePenalty: 0.75
              frequencyPenalty: -0.5
              stopSequences: [END, STOP]
              seed: 12345
              maxRetries: 0
              providerOptions:
                openai: {reasoning_effort: low, logit_bias: {"50256": -100}, user-tag: a}
            instruction: Answer {{userQuery}}.
            prompt: Now.
            examples:
              - {input: "1 + 1", output: "2"}
              - {input: "{{userQuery}}", output: "as it is"}
            outputSchema: {answer: string}

            """);
        Model.Enqueue(new FakeAnswer.Text("{\"answer\":\"4\"}"));

        (await Api.RunAsync("settings", "2 + 2")).Expect(HttpStatusCode.OK);

        var body = Assert.Single(Model.Requests).Body;
        Assert.Equal(
            """
            0.25 0.5 40 0.75 -0.5 ["END","STOP"] 12345 low {"50256":-100} a settings_output
            """,
            string.Join(' ', new[]
            {
                "temperature", "top_p", "top_k", "presence_penalty", "frequency_penalty", "stop", "seed",
                "reasoning_effort", "logit_bias", "user-tag",
            }.Select(name => body.GetProperty(name).ToString())
                .Append(body.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString())));
        Assert.Equal(77, (body.TryGetProperty("max_completion_tokens", out var most)
            ? most : body.GetProperty("max_tokens")).GetInt32());
        Assert.Equal(
            "Answer 2 + 2.\n\n## Examples\n\nUser: 1 + 1\nAssistant: 2\n\nUser: {{userQuery}}\nAssistant: as it is",
            Text(body.GetProperty("messages")[0]));
    }

    [Fact]
    public async Task Run_OptionThatIsTheServers_FailsAndSaysSo()
    {
        await Api.ImportAsync(Agent.Replace("temperature: 0.5", "providerOptions: {openai: {stream: false}}"));

        var problem = (await Api.RunAsync("helper", "Ann")).ExpectProblem(HttpStatusCode.InternalServerError, "MODEL_ERROR");

        Assert.Contains("providerOptions.openai.stream", problem.GetProperty("error").GetString());
        Assert.Empty(Model.Requests);
    }

    [Fact]
    public async Task Run_RefusedTwiceThenAnswered_SucceedsWithEveryTryInTheTrace()
    {
        Model.Enqueue(new FakeAnswer.Refusal(429, "slow down", RetryAfter: "0"));
        Model.Enqueue(new FakeAnswer.Refusal(500, "out of order", RetryAfter: "0"));
        Model.Enqueue(new FakeAnswer.Text("Hello."));

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        var calls = (await SpansAsync(reply)).Where(span => Kind(span) is "model.call").ToList();
        Assert.Equal("Hello.", reply.GetProperty("output").GetString());
        Assert.Equal(["error", "error", "ok"], calls.Select(span => span.GetProperty("status").GetString()));
        Assert.Contains("slow down", calls[0].GetProperty("error").GetString());
        Assert.Contains("out of order", calls[1].GetProperty("error").GetString());
        Assert.Single(calls.Select(span => span.GetProperty("parentId").GetString()).Distinct());
    }

    [Theory]
    [MemberData(nameof(Brokens))]
    public async Task Run_BrokenStream_IsTriedAgainFromTheBeginning(FakeAnswer broken)
    {
        Model.Enqueue(broken);
        Model.Enqueue(new FakeAnswer.Text("Whole."));

        var reply = (await Api.RunAsync("helper", "Ann")).Expect(HttpStatusCode.OK);

        var calls = (await SpansAsync(reply)).Where(span => Kind(span) is "model.call");
        Assert.Equal("Whole.", reply.GetProperty("output").GetString());
        Assert.Equal(["error", "ok"], calls.Select(span => span.GetProperty("status").GetString()));
    }

    public static TheoryData<FakeAnswer> Brokens() =>
    [
        new FakeAnswer.Cut("Half an "),
        new FakeAnswer.Unfinished("Half an "),
        new FakeAnswer.Malformed(),
    ];

    [Fact]
    public async Task Run_ProviderRefusesForGood_FailsWithItsMessageAndEverySpanClosed()
    {
        Model.Enqueue(new FakeAnswer.Refusal(400, "no such model, key sk-secret"));

        var problem = (await Api.RunAsync("helper", "Ann"))
            .ExpectProblem(HttpStatusCode.InternalServerError, "MODEL_ERROR");

        var run = await Api.GetJsonAsync($"/runs/{problem.GetProperty("runId").GetString()}");
        var trace = await Api.GetJsonAsync($"/traces/{problem.GetProperty("runId").GetString()}");
        Assert.Single(Model.Requests);
        Assert.Equal("failed", run.GetProperty("status").GetString());
        Assert.Contains("no such model", run.GetProperty("error").GetString());
        Assert.DoesNotContain("sk-secret", run.GetProperty("error").GetString());
        Assert.Equal("MODEL_ERROR", run.GetProperty("code").GetString());
        Assert.Equal("error", trace.GetProperty("summary").GetProperty("status").GetString());
        Assert.All(trace.GetProperty("spans").EnumerateArray(), span =>
        {
            Assert.Equal("error", span.GetProperty("status").GetString());
            Assert.NotEqual(JsonValueKind.Null, span.GetProperty("endedAt").ValueKind);
        });
    }

    private static string? Kind(JsonElement span) => span.GetProperty("kind").GetString();

    private static string? Text(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind is JsonValueKind.String ? content.GetString() : content[0].GetProperty("text").GetString();
    }

    private async Task<List<JsonElement>> SpansAsync(JsonElement reply) =>
        [.. (await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}"))
            .GetProperty("spans").EnumerateArray()];

    private async Task<JsonElement> SpanAsync(JsonElement reply, string kind) =>
        Assert.Single(await SpansAsync(reply), span => Kind(span) == kind);
}
