using System.Net;
using System.Text.Json;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Tools;

/// <summary>The loop of tools against a real server that speaks the OpenAI protocol.</summary>
public sealed class OpenAiToolTests : OpenAiApplicationTest
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: openai, name: gpt-test, maxRetries: 1}
        instruction: Be brief.
        tools: [{kind: local, tools: [current_time]}]

        """;

    protected override (string Key, string Value)[] Settings =>
        [.. base.Settings, ("Telemetry:RecordToolIO", "true")];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.ImportAsync(Agent);
    }

    [Fact]
    public async Task Run_TwoCallsInPieces_AreBothAnsweredUnderTheirIds()
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(
            new FakeToolCall("call_a", "current_time", """{"timeZ""", """one":"Asia/""", """Tokyo"}"""),
            new FakeToolCall("call_b", "current_time", "{", "}"))
        { Before = "Let me see." });
        Model.Enqueue(new FakeAnswer.Text("Late."));

        var reply = (await Api.RunAsync("helper", "Is it late?")).Expect(HttpStatusCode.OK);

        Assert.Equal("Late.", reply.GetProperty("output").GetString());
        Assert.Equal(24, reply.GetProperty("usage").GetProperty("totalTokens").GetInt32());
        var messages = Messages(1);
        Assert.Equal(["system", "user", "assistant", "tool", "tool"], messages.Select(it => it.GetProperty("role").GetString()));
        Assert.Equal(["call_a", "call_b"],
            messages[2].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()));
        Assert.Equal("Asia/Tokyo", Arguments(messages[2].GetProperty("tool_calls")[0]).GetProperty("timeZone").GetString());
        Assert.Contains("Let me see.", messages[2].GetProperty("content").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("call_a", messages[3].GetProperty("tool_call_id").GetString());
        Assert.Contains("\"timeZone\":\"Asia/Tokyo\"", Content(messages[3]), StringComparison.Ordinal);
        Assert.Contains("\"timeZone\":\"UTC\"", Content(messages[4]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FirstRequest_OffersTheToolAsAFunction()
    {
        await Api.RunAsync("helper", "Hello");

        var function = Assert.Single(Model.Requests).Body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal("current_time", function.GetProperty("name").GetString());
        Assert.StartsWith("Tells the current date", function.GetProperty("description").GetString());
        Assert.Equal("string",
            function.GetProperty("parameters").GetProperty("properties").GetProperty("timeZone").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"timeZone":"Nowhere"}""", "is no time zone")]
    [InlineData("""{"timeZone":7}""", "#/timeZone")]
    [InlineData("""{"timeZone":""", "no JSON object")]
    [InlineData("[1]", "no JSON object")]
    public async Task Run_ArgumentsThatAreWrong_AreAnErrorTheModelReads(string arguments, string expected)
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("c", "current_time", arguments)));

        (await Api.RunAsync("helper", "Hello")).Expect(HttpStatusCode.OK);

        var error = JsonElement.Parse(Content(Messages(1)[3])).GetProperty("error").GetString();
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProviderBusyAfterTheTools_AsksAgainAndCallsNoToolAgain()
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("c", "current_time", "{}")));
        Model.Enqueue(new FakeAnswer.Refusal(429, "Slow down.", "0"));
        Model.Enqueue(new FakeAnswer.Text("Noon."));

        var reply = (await Api.RunAsync("helper", "Hello")).Expect(HttpStatusCode.OK);

        Assert.Equal("Noon.", reply.GetProperty("output").GetString());
        Assert.Equal(Content(Messages(1)[3]), Content(Messages(2)[3]));
        var trace = await Api.GetJsonAsync($"/traces/{reply.GetProperty("runId").GetString()}?kind=tool.execute");
        var attributes = Assert.Single(trace.GetProperty("spans").EnumerateArray()).GetProperty("attributes");
        Assert.Equal("{}", attributes.GetProperty("gen_ai.tool.call.arguments").GetString());
        Assert.Equal(Content(Messages(1)[3]), attributes.GetProperty("gen_ai.tool.call.result").GetString());
    }

    [Fact]
    public async Task Run_ModelNeverDone_FailsWithTheCodeOfItsLimit()
    {
        await Api.ImportAsync(Agent + "maxSteps: 2\n");
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("c", "current_time", "{}")));
        Model.Enqueue(new FakeAnswer.ToolCalls(new FakeToolCall("c", "current_time", "{}")));

        (await Api.RunAsync("helper", "Hello")).ExpectProblem(HttpStatusCode.InternalServerError, "MAX_STEPS_EXCEEDED");

        Assert.Equal(2, Model.Requests.Count);
    }

    private List<JsonElement> Messages(int request) =>
        [.. Model.Requests[request].Body.GetProperty("messages").EnumerateArray()];

    private static JsonElement Arguments(JsonElement call) =>
        JsonElement.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!);

    private static string Content(JsonElement message)
    {
        var content = message.GetProperty("content");
        return content.ValueKind is JsonValueKind.String
            ? content.GetString()!
            : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));
    }
}
