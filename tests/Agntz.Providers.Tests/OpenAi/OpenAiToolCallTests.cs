using Agntz.Domain.Execution.Models;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Tests.OpenAi;

/// <summary>Tool calls as servers stream them.</summary>
public sealed class OpenAiToolCallTests : OpenAiWireTest
{
    [Theory]
    [InlineData("""{"index":0,"id":"c","type":"","function":{"name":"t","arguments":"{}"}}""", "c t {}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":""}}""", "c t {}")]
    [InlineData("""{"index":0,"id":"c","type":null,"function":{"name":"t","arguments":null}}""", "c t {}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":"  \n "}}""", "c t {}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":"null"}}""", "c t {}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t"}}""", "c t {}")]
    [InlineData("""{"id":"c","function":{"name":"t","arguments":{"a":1}}}""", "c t {\"a\":1}")]
    [InlineData("""{"index":0,"function":{"name":"t","arguments":"{\"a\":1}"}}""", " t {\"a\":1}")]
    [InlineData("""{"index":null,"id":null,"function":{"name":"t","arguments":"{\"a\":1}"}}""", " t {\"a\":1}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":"\"{\\\"a\\\":1}\""}}""", "c t {\"a\":1}")]
    [InlineData("""{"index":"0","id":"c","function":"""
        + """{"name":"t","arguments":"{\"a.b\":123456789012345678901234567890}"}}""",
        "c t {\"a.b\":123456789012345678901234567890}")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":"[1]"}}""", "c t broken")]
    [InlineData("""{"index":0,"id":"c","function":{"name":"t","arguments":"{\"a\":"}}""", "c t broken")]
    public async Task Call_WithoutWhatItShouldHave_IsOne(string call, string expected)
    {
        var answer = await AskAsync(Chunks(Calls(call), ToolsDone));

        Assert.Equal([expected], answer.CallLines);
        Assert.Equal("tool_calls", answer.Finish);
    }

    [Fact]
    public async Task Calls_UnderOneIndex_AreToldApartByTheirIds()
    {
        var answer = await AskAsync(Chunks(
            Calls("""{"index":0,"id":"c1","function":{"name":"a","arguments":"{\"x\":"}}"""),
            Calls("""{"index":0,"function":{"arguments":"1}"}}"""),
            Calls("""{"index":0,"id":"c2","function":{"name":"b","arguments":"{\"x\":"}}"""),
            Calls("""{"index":0,"id":"c2","function":{"arguments":"2}"}}"""),
            ToolsDone));

        Assert.Equal(["c1 a {\"x\":1}", "c2 b {\"x\":2}"], answer.CallLines);
    }

    [Fact]
    public async Task Calls_WithoutIndex_AreToldApartByTheirIds()
    {
        var answer = await AskAsync(Chunks(
            Calls("""{"id":"c1","function":{"name":"a","arguments":"{\"x\":"}}"""),
            Calls("""{"function":{"arguments":"1"}}"""),
            Calls("""{"id":"","function":{"name":"","arguments":"}"}}"""),
            Calls("""{"id":"c2","function":{"name":"a","arguments":"{}"}}"""),
            ToolsDone));

        Assert.Equal(["c1 a {\"x\":1}", "c2 a {}"], answer.CallLines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"index\":0,")]
    public async Task Calls_WithNeitherIndexNorId_AreToldApartByTheirNames(string index)
    {
        var answer = await AskAsync(Chunks(
            Calls($$$"""{{{{index}}}"function":{"name":"a","arguments":"{\"x\":1}"}},{{{{index}}}"function":"""
                + $$$"""{"name":"a","arguments":"{\"x\":"}}"""),
            Calls($$$"""{{{{index}}}"function":{"arguments":"2}"}}"""),
            Calls($$$"""{{{{index}}}"function":{"name":"b"}}"""),
            ToolsDone));

        Assert.Equal([" a {\"x\":1}", " a {\"x\":2}", " b {}"], answer.CallLines);
    }

    [Fact]
    public async Task Calls_InPiecesOfSeveral_AreJoinedByTheirIndex()
    {
        var answer = await AskAsync(Chunks(
            Calls("""{"index":0,"id":"c1","function":{"name":"a","arguments":""}}"""),
            Calls("""{"index":1,"id":"c2","function":{"name":"b","arguments":""}}"""),
            Calls("""{"index":1,"function":{"arguments":"{\"x\":\"\\ud83d"}},{"index":0,"function":{"arguments":"{}"}}"""),
            Calls("""{"index":1,"function":{"arguments":"\\ude00\"}"}}"""),
            ToolsDone));

        Assert.Equal(["c1 a {}", """c2 b {"x":"\ud83d\ude00"}"""], answer.CallLines);
    }

    [Fact]
    public async Task Calls_AreThereWithoutAFinishReason()
    {
        var answer = await AskAsync(Chunks(Calls("""{"index":0,"id":"c","function":{"name":"t","arguments":"{}"}}""")));

        Assert.Equal(("tool_calls", "c t {}"), (answer.Finish, Assert.Single(answer.CallLines)));
    }

    [Fact]
    public async Task Echo_GoesBackWhereItCameFrom()
    {
        var answer = await AskAsync(Chunks(
            Delta("""{"reasoning_content":"I must ","reasoning_details":"""
                + """[{"type":"x","data":"1"}],"extra_content":{"google":{"thought_signature":"s0"}}}"""),
            Delta("""{"reasoning_content":"look."}"""),
            Calls("""{"index":0,"id":"c1","function":{"name":"a","arguments":"{}"},"extra_content":{"google":"""
                + """{"thought_signature":"s1"}}}"""),
            Calls("""{"index":1,"id":"c2","function":{"name":"b","arguments":"{}"}}"""),
            ToolsDone));

        await AskAsync(
            [Chunks(Hello, Stop)],
            [
                new ChatMessage(ChatRole.User, "Go"),
                new ChatMessage(ChatRole.Assistant, [new EchoContent(answer.Echo!.Value), .. answer.Calls]),
                new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "1"), new FunctionResultContent("c2", "2")]),
            ]);

        Assert.Equal(
            """{"role":"assistant","content":null,"reasoning_content":"I must look.","reasoning_details":"""
            + """[{"type":"x","data":"1"}],"extra_content":{"google":{"thought_signature":"s0"}},"tool_calls":"""
            + """[{"id":"c1","type":"function","function":{"name":"a","arguments":"{}"},"extra_content":"""
            + """{"google":{"thought_signature":"s1"}}},{"id":"c2","type":"function","function":"""
            + """{"name":"b","arguments":"{}"}}]}""",
            Body(1).GetProperty("messages")[1].GetRawText());
        Assert.Equal(["user", "assistant", "tool", "tool"],
            Body(1).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()));
    }

    private static string Calls(string calls) => Delta($$"""{"tool_calls":[{{calls}}]}""");
}
