using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Tests.Wire;
using Agntz.Testing.Network;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Tests.Anthropic;

/// <summary>Servers that speak Anthropic's protocol their own way.</summary>
public sealed class AnthropicWireTests : WireTest
{
    private const string Start =
        """{"type":"message_start","message":{"id":"msg_1","model":"claude-1","content":[],"usage":"""
        + """{"input_tokens":9,"output_tokens":1}}}""";

    private const string Hello = """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""";
    private const string Ended =
        """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}""";

    private const string Over = """{"type":"message_stop"}""";

    private static readonly string TextBlock = Block(0, """{"type":"text","text":""}""");

    protected override (string Key, string Value)[] Settings =>
    [
        ("Models:Providers:it:BaseUrl", Server.Url), ("Models:Providers:it:Protocol", "Anthropic"),
        ("Models:Providers:it:ApiKey", "sk-secret"),
    ];

    [Fact]
    public async Task Events_WithTheirDataAlone_AreRead()
    {
        var answer = await AskAsync(RecordedAnswer.Events(Start, TextBlock, Hello, Ended, Over));

        Assert.Equal(("Hello", "stop"), (answer.Text, answer.Finish));
        Assert.Equal((9, 5), answer.Tokens);
    }

    [Fact]
    public async Task Events_WithTheirNamesAlone_AreRead()
    {
        var answer = await AskAsync(new RecordedAnswer
        {
            Body = """
                event: content_block_delta
                data: {"delta":{"text":"Hello"}}

                event: message_delta
                data: {"delta":{"stop_reason":"max_tokens"}}


                """,
        });

        Assert.Equal(("Hello", "length"), (answer.Text, answer.Finish));
        Assert.Null(answer.Usage);
    }

    [Theory]
    [InlineData("""{"type":"message","id":"x","content":"""
        + """[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","usage":"""
        + """{"input_tokens":9,"output_tokens":5}}""")]
    [InlineData("""{"content":[{"text":"Hel"},{"type":"text","text":"lo"}],"usage":{"input_tokens":9.0,"output_tokens":"5"}}""")]
    public async Task Answer_AsOneJson_IsRead(string body)
    {
        var answer = await AskAsync(RecordedAnswer.Json(body));

        Assert.Equal(("Hello", "stop"), (answer.Text, answer.Finish));
        Assert.Equal((9, 5), answer.Tokens);
    }

    [Theory]
    [InlineData("""{"input":{"a.b":1}}""", "", """c t {"a.b":1}""")]
    [InlineData("""{"input":{}}""", """{\"a\":|1}""", """c t {"a":1}""")]
    [InlineData("""{"input":{}}""", "", "c t {}")]
    [InlineData("""{"input":null}""", "", "c t {}")]
    [InlineData("{}", "", "c t {}")]
    [InlineData("""{"input":"{\"a\":1}"}""", "", """c t {"a":1}""")]
    public async Task Call_HasItsInputFromWhereverItIs(string input, string pieces, string expected)
    {
        var start = input.Insert(1, "\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"t\"" + (input == "{}" ? "" : ","));
        string[] deltas = pieces.Length == 0 ? [] : [.. pieces.Split('|').Select(piece =>
            $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{{{piece}}}"}}""")];

        var answer = await AskAsync(RecordedAnswer.Events([Start, Block(0, start), .. deltas, Reason("tool_use"), Over]));

        Assert.Equal(expected, Assert.Single(answer.CallLines));
        Assert.Equal("tool_calls", answer.Finish);
        Assert.Null(answer.Echo);
    }

    [Fact]
    public async Task Thinking_GoesBackWhereItWas()
    {
        var answer = await AskAsync(RecordedAnswer.Events(
            Start,
            Block(0, """{"type":"thinking","thinking":"","signature":""}"""),
            """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I see."}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig"}}""",
            Block(1, """{"type":"redacted_thinking","data":"abc"}"""),
            Block(2, """{"type":"text","text":"Let me look."}"""),
            Block(3, """{"type":"tool_use","id":"c#1","name":"t","input":{"a":1}}"""),
            Reason("tool_use"), Over));

        await AskAsync(
            [RecordedAnswer.Events(Start, TextBlock, Hello, Ended, Over)],
            [
                new ChatMessage(ChatRole.User, "Go"),
                new ChatMessage(ChatRole.Assistant, [new EchoContent(answer.Echo!.Value), new TextContent(answer.Text), .. answer.Calls]),
                new ChatMessage(ChatRole.Tool,
                    [new FunctionResultContent("c#1", "no") { Exception = new InvalidOperationException() }]),
            ]);

        Assert.Equal("Let me look.", answer.Text);
        Assert.Equal(
            """[{"role":"user","content":[{"type":"text","text":"Go"}]},{"role":"assistant","content":"""
            + """[{"type":"thinking","thinking":"I see.","signature":"sig"},"""
            + """{"type":"redacted_thinking","data":"abc"},{"type":"text","text":"Let me look."},"""
            + """{"type":"tool_use","id":"c_1","name":"t","input":{"a":1}}]},{"role":"user","content":"""
            + """[{"type":"tool_result","tool_use_id":"c_1","is_error":true,"content":"no"}]}]""",
            Body(1).GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task Turn_ThatIsPaused_IsGoneOnWith()
    {
        var answer = await AskAsync(
            [
                RecordedAnswer.Events(
                    Start, TextBlock, Hello, Block(1, """{"type":"server_tool_use","id":"s","name":"search","input":{"q":"x"}}"""),
                    Reason("pause_turn"), Over),
                RecordedAnswer.Events(Start, Block(0, """{"type":"text","text":" there."}"""), Ended, Over),
            ],
            [new ChatMessage(ChatRole.User, "Go")]);

        Assert.Equal(("Hello there.", "stop"), (answer.Text, answer.Finish));
        Assert.Equal((18, 6), answer.Tokens);
        Assert.Equal(
            """{"role":"assistant","content":[{"type":"text","text":"Hello"},"""
            + """{"type":"server_tool_use","id":"s","name":"search","input":{"q":"x"}}]}""",
            Body(1).GetProperty("messages")[1].GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"too busy"}}""", "too busy", true)]
    [InlineData("""{"type":"error","error":{"type":"invalid_request_error","message":"too long"}}""", "too long", false)]
    [InlineData("""{"error":{"type":"api_error","message":"broken"}}""", "broken", true)]
    [InlineData("""{"error":"plain words"}""", "plain words", true)]
    [InlineData("""{"detail":"plain words"}""", "plain words", true)]
    public async Task Error_WithinASuccess_IsToldInItsWords(string error, string words, bool retryable)
    {
        foreach (var answer in new[] { RecordedAnswer.Events(Start, error), RecordedAnswer.Json(error) })
        {
            var failure = await FailAsync(answer);

            Assert.Contains(words, failure.Message);
            Assert.Equal(retryable, failure.Retryable);
        }
    }

    [Fact]
    public async Task Refusal_FailsForGoodAndSaysSo()
    {
        var failure = await FailAsync(RecordedAnswer.Events(
            Start, """{"type":"message_delta","delta":{"stop_reason":"refusal","stop_details":{"explanation":"Not this."}}}""", Over));

        Assert.Contains("refused to answer: Not this.", failure.Message);
        Assert.Equal((false, "MODEL_REFUSED"), (failure.Retryable, failure.Code));
    }

    [Theory]
    [InlineData("""data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"@@@@@@@@"}}""")]
    [InlineData("""data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"@@@@@@@@"}}""")]
    [InlineData("""data: {"type":"content_block_start","content_block":{"type":"tool_use"}}""")]
    [InlineData("""data: {"type":"ping"}""")]
    public async Task Answer_WithoutAnEnd_IsEndedByTheLimit(string piece)
    {
        var failure = await FailAsync(Endless($"{piece}\n\n"));

        Assert.Equal((false, "OUTPUT_TOO_LARGE"), (failure.Retryable, failure.Code));
    }

    [Fact]
    public async Task Answer_WithoutAStopReason_EndsWithItsStop()
    {
        Assert.Equal("stop", (await AskAsync(RecordedAnswer.Events(Start, TextBlock, Hello, Over))).Finish);
        Assert.True((await FailAsync(RecordedAnswer.Events(Start, TextBlock, Hello))).Retryable);
    }

    [Fact]
    public async Task Schema_IsSentAsTheProtocolTakesIt()
    {
        await AskAsync(RecordedAnswer.Events(Start, TextBlock, Hello, Ended, Over), new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(
                """{"type":"object","properties":{"a":{"type":"string","description":"A","minLength":2},"b":"""
                + """{"type":"array","items":{"type":"object","properties":{"minimum":{"type":"integer"}}}}}}""")),
            AdditionalProperties = new() { ["it"] = JsonElement.Parse("""{"output_config":{"effort":"low"}}""") },
        });

        Assert.Equal(
            """{"effort":"low","format":{"type":"json_schema","schema":{"type":"object","properties":{"a":"""
            + """{"type":"string","description":"A {minLength: 2}"},"b":{"type":"array","items":"""
            + """{"type":"object","properties":{"minimum":"""
            + """{"type":"integer"}},"additionalProperties":false}}},"additionalProperties":false}}}""",
            Body(0).GetProperty("output_config").GetRawText());
        Assert.Equal("Bearer sk-secret", Server.Requests[0].Headers["Authorization"]);
    }

    private static string Block(int index, string block) =>
        $$"""{"type":"content_block_start","index":{{index}},"content_block":{{block}}}""";

    private static string Reason(string reason) =>
        $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}"},"usage":{"output_tokens":1}}""";
}
