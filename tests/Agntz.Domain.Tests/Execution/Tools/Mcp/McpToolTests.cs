using System.Text.Json;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Tools.Mcp;
using Agntz.Domain.Runs;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools.Mcp;

/// <summary>Tools of MCP servers within agents.</summary>
public sealed class McpToolTests
{
    private const string Schema =
        """
        {"type":"object","properties":{"a":{"type":"string"},"key":{"type":"string"},"n":{"type":"number"}},"required":["a","key","n"]}
        """;

    private const string Agent =
        """
        id: helper
        kind: llm
        inputSchema: {n: number, who: string}
        model: {provider: fake, name: m}
        instruction: Help.
        tools:
          - kind: mcp
            server: https://mcp.example.com/mcp
            headers: {X-Key: "{{secrets.KEY}}", X-Who: "{{who}}"}
            tools:
              - tool: find
                name: look
                description: Looks.
                params: {key: "{{secrets.KEY}}", n: "{{n}}"}
              - count

        """;

    private const string Input = """{"n":7,"who":"me"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_PinnedArguments_AreNotShownButSent()
    {
        using var run = Asking(("look", """{"a":"x","n":0}"""));

        await run.OutputAsync(Agent, Input);

        var tools = run.Models.Calls[0].Tools;
        Assert.Equal(["mcp__mcp_example_com__look", "mcp__mcp_example_com__count"], tools.Select(tool => tool.Name));
        Assert.Equal("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""",
            tools[0].JsonSchema.GetRawText());
        Assert.Equal("Looks.", tools[0].Description);
        var session = Assert.Single(run.Mcp.Sessions);
        Assert.Equal([("X-Key", "s3cr3t"), ("X-Who", "me")], session.Endpoint.Headers);
        Assert.Equal(["list", """find {"a":"x","key":"s3cr3t","n":7}"""], session.Asked);
        Assert.True(session.IsClosed);
    }

    [Fact]
    public async Task Execute_AnswerThatRepeatsASecret_HasItTakenOut()
    {
        using var run = Asking(("look", """{"a":"x"}"""));

        await run.OutputAsync(Agent, Input);

        Assert.Equal("""find({"a":"x","key":"[secret]","n":7})""", Assert.Single(Outputs(run)).GetString());
    }

    [Fact]
    public async Task Execute_DiscoveryInTheJournal_IsNotMadeAgain()
    {
        using var before = Asking(("look", """{"a":"x"}"""));
        var expected = await before.OutputAsync(Agent, Input);
        using var after = Asking(("look", """{"a":"x"}"""));
        after.Journal = new Journal(before.Writer.Changes.OfType<RunChange.EffectFinished>()
            .Where(effect => effect.Path is "tools/0" or "t0").ToDictionary(effect => effect.Path, effect => effect.Output));
        after.Mcp.Tools.Clear();

        Assert.Equal(expected, await after.OutputAsync(Agent, Input));

        Assert.Equal(["""find {"a":"x","key":"s3cr3t","n":7}"""], Assert.Single(after.Mcp.Sessions).Asked);
    }

    [Fact]
    public async Task Execute_EverythingInTheJournal_OpensNoSession()
    {
        using var before = Asking(("look", """{"a":"x"}"""));
        var expected = await before.OutputAsync(Agent, Input);
        using var after = Asking();
        after.Journal = new Journal(before.Writer.Changes.OfType<RunChange.EffectFinished>()
            .ToDictionary(effect => effect.Path, effect => effect.Output));

        Assert.Equal(expected, await after.OutputAsync(Agent, Input));

        Assert.Empty(after.Mcp.Sessions);
    }

    [Fact]
    public async Task Execute_ServerWithTwoToolsOfOneName_FailsAndClosesTheSession()
    {
        using var run = Asking();
        run.Mcp.Tools["get.it"] = run.Mcp.Tools["get_it"] = """{"type":"object"}""";

        var error = await run.ErrorAsync(Agent[..Agent.IndexOf("    tools:", StringComparison.Ordinal)], Input);

        Assert.Equal("TOOL_NAME_TAKEN", error.Code);
        Assert.Contains("mcp__mcp_example_com__get_it", error.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(run.Mcp.Sessions).IsClosed);
    }

    [Fact]
    public async Task Execute_HeaderOfTwoLines_FailsAndSendsNothing()
    {
        using var run = Asking();

        var error = await run.ErrorAsync(Agent, """{"n":7,"who":"me\r\nX-Admin: yes"}""");

        Assert.Equal("MCP_UNAVAILABLE", error.Code);
        Assert.Contains("'X-Who'", error.Message, StringComparison.Ordinal);
        Assert.Empty(run.Mcp.Sessions);
    }

    [Fact]
    public async Task Execute_SecretThatIsNotThere_FailsTheRun()
    {
        using var run = Asking();
        run.Secrets.Values.Clear();

        Assert.Equal("SECRET_NOT_FOUND", (await run.ErrorAsync(Agent, Input)).Code);
    }

    [Theory]
    [InlineData("""{"a": 1}""", """{"a": 1}""")]
    [InlineData("[1]", "[1]")]
    [InlineData("[not json", "\"[not json\"")]
    [InlineData("5", "\"5\"")]
    public async Task Execute_Text_IsReadAsJsonWhereItIsAnObjectOrAnArray(string text, string output)
    {
        using var run = Asking(("count", "{}"));
        run.Mcp.Answer = (_, _) => text;

        await run.OutputAsync(Agent, Input);

        Assert.Equal(output.Replace(" 1", "1", StringComparison.Ordinal), Assert.Single(Outputs(run)).GetRawText());
    }

    [Fact]
    public async Task Execute_SessionIsLostUnderSeveralCalls_AnotherIsBegunOnceAndNobodyIsBrokenOff()
    {
        const int Calls = 4;
        using var run = Asking([.. Enumerable.Range(0, Calls).Select(call => ("count", $$"""{"i":{{call}}}"""))]);
        var began = 0;
        var allBegan = new TaskCompletionSource();
        var another = new TaskCompletionSource();
        run.Mcp.Calls = async (session, arguments) =>
        {
            if (session > 0)
            {
                another.TrySetResult();
                return Said($"again {arguments.GetProperty("i")}");
            }

            if (Interlocked.Increment(ref began) == Calls)
            {
                allBegan.SetResult();
            }

            await allBegan.Task.WaitAsync(Token);
            if (arguments.GetProperty("i").GetInt32() < 2)
            {
                throw new McpException("it has forgotten the session") { IsSessionOver = true };
            }

            await another.Task.WaitAsync(Token);
            return Said($"first {arguments.GetProperty("i")}");
        };

        await run.ExecuteAsync(Agent, Input, Token);

        Assert.Equal(["again 0", "again 1", "first 2", "first 3"], run.Models.Calls[1].Results);
        Assert.Equal(2, run.Mcp.Sessions.Count);
        Assert.All(run.Mcp.Sessions, session => Assert.True(session.IsClosed));
    }

    [Theory]
    [InlineData("[]", """{"code":"RATE_LIMITED"}""", true, """{"error":"{\"code\":\"RATE_LIMITED\"}"}""")]
    [InlineData("""[{"type":"text","text":" "}]""", """{"code":1}""", true, """{"error":"{\"code\":1}"}""")]
    [InlineData("""[{"type":"text","text":"It broke."}]""", """{"code":1}""", true, """{"error":"It broke."}""")]
    [InlineData("[]", null, true, """{"error":"[]"}""")]
    [InlineData("[]", null, false, "\"\"")]
    [InlineData("""[{"type":"hologram","data":1}]""", null, false, """[{"type":"hologram","data":1}]""")]
    [InlineData("""[{"type":"text"},{"type":7},{},3]""", null, false, """[{"type":"text"},{"type":7},{},3]""")]
    public async Task Execute_AnswerOfAnyShape_IsRead(string content, string? structured, bool isError, string expected)
    {
        using var run = Asking(("count", "{}"));
        run.Mcp.Calls = (_, _) => Task.FromResult(new McpAnswer(
            JsonElement.Parse(content), structured is null ? null : JsonElement.Parse(structured), isError));

        await run.ExecuteAsync(Agent, Input, Token);

        Assert.Equal(expected, Assert.Single(Outputs(run)).GetRawText());
    }

    [Theory]
    [InlineData("", "MCP_UNAVAILABLE")]
    [InlineData("optional: false", "MCP_UNAVAILABLE")]
    [InlineData("optional: true", null)]
    public async Task Execute_ServerIsAway_AnOptionalOneIsLeftOut(string optional, string? code)
    {
        using var run = new TestExecution();
        run.Secrets.Values["KEY"] = "s3cr3t";
        run.Mcp.Away = "the connection failed";

        await run.ExecuteAsync(Agent + $"    {optional}\n", Input, Token);

        Assert.Equal(code, (run.Writer.Ending.Outcome as RunOutcome.Failed)?.Error.Code);
        Assert.Equal(code is null ? 1 : 0, run.Models.Calls.Count(call => call.Tools.Count == 0));
    }

    [Fact]
    public async Task Execute_ParametersTooDeepToBeKept_AreAnyObject()
    {
        using var run = Asking(("count", "{}"));
        run.Mcp.Tools["count"] = $$$"""{"type":"object","properties":{"a":"""
            + $$$"""{{{string.Concat(Enumerable.Repeat("{\"not\":", 50))}}}{}{{{new string('}', 50)}}}}}""";

        await run.ExecuteAsync(Agent, Input, Token);

        Assert.Equal("""{"type":"object"}""", run.Models.Calls[0].Tools[1].JsonSchema.GetRawText());
    }

    [Fact]
    public async Task Execute_LongText_IsCutWithAFlag()
    {
        using var run = Asking(("count", "{}"));
        run.Mcp.Answer = (_, _) => new string('x', 50_000);

        await run.OutputAsync(Agent, Input);

        var output = Assert.Single(Outputs(run));
        Assert.Equal((40_000, true), (output.GetProperty("body").GetString()!.Length, output.GetProperty("truncated").GetBoolean()));
    }

    private static TestExecution Asking(params (string Tool, string Arguments)[] calls)
    {
        var models = new FakeModels(call => Task.FromResult(call.Messages.Count > 2
            ? new FakeReply("done")
            : new FakeReply("", [.. calls.Select((it, index) => ($"c{index}", $"mcp__mcp_example_com__{it.Tool}", it.Arguments))])));
        var run = new TestExecution(models);
        run.Secrets.Values["KEY"] = "s3cr3t";
        run.Mcp.Tools["find"] = Schema;
        run.Mcp.Tools["count"] = """{"type":"object"}""";
        run.Mcp.Tools["unused"] = """{"type":"object"}""";
        return run;
    }

    private static McpAnswer Said(string text) =>
        new(JsonSerializer.SerializeToElement(new[] { new { type = "text", text } }), null, IsError: false);

    private static IEnumerable<JsonElement> Outputs(TestExecution run) =>
        JsonElement.Parse(Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result)
            .GetProperty("toolCalls").EnumerateArray().Select(call => call.GetProperty("output"));
}
