using System.Text;
using Agntz.Testing.Network;

namespace Agntz.Providers.Tests.OpenAi;

/// <summary>Streams that are odd, and have one clear meaning.</summary>
public sealed class OpenAiStreamTests : OpenAiWireTest
{
    [Theory]
    [InlineData("\"\"", "stop")]
    [InlineData("\" \"", "stop")]
    [InlineData("null", "stop")]
    [InlineData("7", "stop")]
    [InlineData("\"stop\"", "stop")]
    [InlineData("\"STOP\"", "stop")]
    [InlineData("\"eos\"", "eos")]
    [InlineData("\"end_turn\"", "end_turn")]
    [InlineData("\"COMPLETE\"", "COMPLETE")]
    [InlineData("\"max_tokens\"", "length")]
    public async Task FinishReason_OfAnyKind_EndsTheAnswer(string reason, string expected)
    {
        var answer = await AskAsync(Chunks(
            """{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":""}]}""",
            $$$"""{"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":{{{reason}}}}]}"""));

        Assert.Equal(("Hello", expected), (answer.Text, answer.Finish));
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("""{"choices":null,"usage":{"prompt_tokens":7,"completion_tokens":3}}""", 7, 3)]
    [InlineData("""{"usage":{"prompt_tokens":7.0,"completion_tokens":"3"}}""", 7, 3)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":3,"total_tokens":-2}}""", 0, 3)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":null,"completion_tokens":3.9}}""", 0, 3)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1e30,"completion_tokens":-1e30}}""", 1125899906842624, 0)]
    [InlineData("""{"choices":[],"x_groq":{"usage":{"prompt_tokens":7,"completion_tokens":3}}}""", 7, 3)]
    public async Task Usage_OfAnyKind_IsCountedFromZero(string chunk, long input, long output)
    {
        var answer = await AskAsync(Chunks(Hello, Stop, chunk));

        Assert.Equal("Hello", answer.Text);
        Assert.Equal((input, output), answer.Tokens);
    }

    [Fact]
    public async Task Usage_Null_IsNotKnown()
    {
        var answer = await AskAsync(Chunks(Hello, Stop, """{"choices":[],"usage":null}"""));

        Assert.Null(answer.Usage);
    }

    [Fact]
    public async Task Usage_PartsBeyondTheirWhole_AreCutToIt()
    {
        var usage = (await AskAsync(Chunks(Hello, Stop,
            """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3,"prompt_tokens_details":"""
            + """{"cached_tokens":9},"completion_tokens_details":{"reasoning_tokens":-1}}}"""))).Usage!;

        Assert.Equal((7, 0), (usage.CachedInputTokenCount, usage.ReasoningTokenCount));
    }

    [Theory]
    [InlineData("\"id\":null,\"model\":null,\"created\":null,\"object\":null")]
    [InlineData("\"id\":7,\"model\":1.5,\"created\":1700000000.25,\"object\":7")]
    [InlineData("\"id\":[],\"model\":{},\"created\":\"2026-03-04\",\"object\":true")]
    [InlineData("\"id\":\"\",\"model\":\"\",\"created\":1772600767123,\"object\":\"\"")]
    public async Task Envelope_OfAnyKind_IsNoMatter(string members)
    {
        var answer = await AskAsync(Chunks(
            $$$"""{{{{members}}},"choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"}}]}""", Stop));

        Assert.Equal("Hello", answer.Text);
        Assert.Equal((null, null), (answer.Updates[^1].ResponseId, answer.Updates[^1].ModelId));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"bot\"")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task Role_OfAnyKind_IsTheAssistants(string role)
    {
        var answer = await AskAsync(Chunks(Delta($$"""{"role":{{role}},"content":"Hello"}"""), Stop));

        Assert.Equal("Hello", answer.Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1,{\"a\":2}]")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{\"choices\":[null,7]}")]
    [InlineData("{\"choices\":{}}")]
    [InlineData("{\"choices\":[{\"delta\":null}]}")]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":7}}],\"error\":null}")]
    public async Task Chunk_WithoutMeaning_IsIgnored(string chunk)
    {
        var answer = await AskAsync(Chunks(Hello, chunk, Stop));

        Assert.Equal(("Hello", "stop"), (answer.Text, answer.Finish));
    }

    [Theory]
    [InlineData(@"""a\ud83d""", @"""\ude00b""", "a😀b")]
    [InlineData(@"""a\ud83d""", @"""b""", "a\uFFFDb")]
    [InlineData(@"""a\ude00""", @"""b""", "a\uFFFDb")]
    [InlineData(@"""a\uD83D\uD83D\uDE00""", @"""\ud83d""", "a\uFFFD😀\uFFFD")]
    [InlineData(@"""\u00e4\n\t\""\\\/""", @"""\b\f\r""", "ä\n\t\"\\/\b\f\r")]
    public async Task Text_CutWithinACharacter_IsJoined(string first, string second, string expected)
    {
        var answer = await AskAsync(Chunks(Delta($$"""{"content":{{first}}}"""), Delta($$"""{"content":{{second}}}"""), Stop));

        Assert.Equal(expected, answer.Text);
        Assert.All(answer.Updates, update => Assert.True(IsWhole(update.Text), update.Text));
    }

    [Fact]
    public async Task Text_CutWithinItsBytes_IsJoined()
    {
        var emoji = Encoding.UTF8.GetBytes("😀");

        var answer = await AskAsync(Bytes(
            "data: {\"choices\":[{\"delta\":{\"content\":\"a", emoji[..2], "\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"",
            emoji[2..], "b\"},\"finish_reason\":\"stop\"}]}\n\n"));

        Assert.Equal("a😀b", answer.Text);
    }

    [Fact]
    public async Task Text_WithAByteThatIsNoText_HasTheReplacementCharacter()
    {
        var answer = await AskAsync(Bytes(
            "data: {\"choices\":[{\"delta\":{\"content\":\"a", new byte[] { 0xFF }, "b\"},\"finish_reason\":\"stop\"}]}\n\n"));

        Assert.Equal("a\uFFFDb", answer.Text);
    }

    [Theory]
    [InlineData("data: {0}\n\ndata: {1}\n\ndata: [DONE]\n\n")]
    [InlineData("data:{0}\r\n\r\ndata:{1}\r\n\r\ndata:[DONE]\r\n\r\n")]
    [InlineData("data: {0}\r\rdata: {1}\r\rdata: [DONE]\r\r")]
    [InlineData("data: {0}\ndata: {1}\ndata: [DONE]\n")]
    [InlineData("\uFEFFdata: {0}\n\n: ping\n\nid: 7\nretry: 5\nevent: message\ndata: {1}")]
    [InlineData("{0}\n{1}\n")]
    [InlineData("data: \n\ndata: {0}\n\n{1}\n\n")]
    [InlineData("event: ping\ndata: {{}}\n\ndata: {0}\n\ndata: {1}\n\n")]
    public async Task Framing_OfAnyKind_IsRead(string body)
    {
        var text = string.Format(null, body, Hello, Stop);

        Assert.Equal("Hello", (await AskAsync(new RecordedAnswer { Body = text })).Text);
        Assert.Equal("Hello", (await AskAsync(ByteByByte(text))).Text);
    }

    [Fact]
    public async Task Value_OverSeveralDataLines_IsOne()
    {
        var answer = await AskAsync(new RecordedAnswer
        {
            Body = "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"Hello\"},\ndata: \"finish_reason\":\"stop\"}]}\n\n",
        });

        Assert.Equal("Hello", answer.Text);
    }

    [Theory]
    [InlineData("""{"id":"x","choices":[{"index":0,"message":"""
        + """{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":"""
        + """{"prompt_tokens":7,"completion_tokens":3}}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"Hel"},"""
        + """{"type":"text","text":"lo"}]}}],"usage":{"prompt_tokens":7,"completion_tokens":3}}""")]
    [InlineData("""{"choices":[{"text":"Hello","finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}""")]
    [InlineData("\n  {\n \"choices\": [\n {\"message\": {\"content\": \"Hello\"}}\n ],\n"
        + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}\n}\n")]
    public async Task Answer_AsOneJson_IsRead(string body)
    {
        var answer = await AskAsync(RecordedAnswer.Json(body));

        Assert.Equal(("Hello", "stop"), (answer.Text, answer.Finish));
        Assert.Equal((7, 3), answer.Tokens);
    }

    [Fact]
    public async Task Reasoning_IsNoTextAndIsKeptToBeShownAgain()
    {
        var answer = await AskAsync(Chunks(
            Delta("""{"reasoning_content":"I "}"""), Delta("""{"reasoning_content":"see."}"""), Hello, Stop));

        Assert.Equal("Hello", answer.Text);
        Assert.Equal("I see.", answer.Echo!.Value.GetProperty("reasoning_content").GetString());
    }

    private static bool IsWhole(string text) => !text.Where((unit, index) => char.IsHighSurrogate(unit)
        && (index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))).Any();

    private static RecordedAnswer Bytes(params object[] parts) => new()
    {
        Write = async (stream, stop) =>
        {
            foreach (var part in parts)
            {
                await stream.WriteAsync(part as byte[] ?? Encoding.UTF8.GetBytes((string)part), stop);
            }
        },
    };
}
