using System.Text.Json;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools;

/// <summary>An agent asks another, which asks a tool.</summary>
public sealed class AgentToolTests
{
    private const string Boss =
        """
        id: boss
        kind: llm
        model: {provider: fake, name: b}
        instruction: Lead.
        tools: [{kind: agent, agent: clerk}]

        """;

    private const string Clerk =
        """
        id: clerk
        description: Does the work.
        kind: llm
        model: {provider: fake, name: c}
        instruction: Work.
        tools: [{kind: local, tools: [tick]}]

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_AgentAsTool_RunsUnderTheSpanOfItsCall()
    {
        using var run = Run();

        Assert.Equal("\"{\\\"output\\\":\\\"c did Dig\\\",\\\"toolCalls\\\":1}\"", await run.OutputAsync(Boss, "\"Go\""));

        Assert.Equal(
            [
                "model.call b t0", "tool.execute invoke_clerk t0/c0", "agent.invoke clerk t0/c0", "model.call c t0/c0/t0",
                "tool.execute tick t0/c0/t0/c0", "model.call c t0/c0/t1", "model.call b t1",
            ],
            Starts(run).Select(start => $"{start.Kind} {start.Name} {Attribute(start, "agntz.step.path")}"));
        var starts = Starts(run).ToDictionary(start => Attribute(start, "agntz.step.path") + start.Kind);
        Assert.Equal(starts["t0/c0tool.execute"].Id, starts["t0/c0agent.invoke"].ParentId);
        Assert.Equal(starts["t0/c0agent.invoke"].Id, starts["t0/c0/t0model.call"].ParentId);
        Assert.Equal("agent", Attribute(starts["t0/c0tool.execute"], "agntz.tool.kind"));
        Assert.All(run.Spans(), span => Assert.Equal(SpanStatus.Ok, span.Status));
        Assert.Equal("Does the work.", run.Models.Calls[0].Tools[0].Description);
    }

    [Fact]
    public async Task Execute_AgentAsTool_WhatItUsedIsCounted()
    {
        using var run = Run();

        await run.ExecuteAsync(Boss, "\"Go\"", Token);

        AssertCounted(run);
    }

    [Fact]
    public async Task Execute_AgentAsToolFails_IsAnErrorItsCallerReads()
    {
        using var run = new TestExecution(new FakeModels(call => Task.FromResult(call switch
        {
            { Model: "c" } => throw new InvalidOperationException("unused"),
            { Turn: 0 } => new FakeReply("", ("k", "invoke_clerk", """{"input":"Dig"}""")),
            _ => new FakeReply(call.Results[0]),
        })))
        {
            Agents = new Dictionary<string, string>
            {
                ["clerk"] = "id: clerk\nkind: llm\nmodel: {provider: nobody, name: c}\ninstruction: x\n",
            },
        };

        Assert.Contains("No model provider is named 'nobody'", await run.OutputAsync(Boss), StringComparison.Ordinal);
        Assert.Equal([SpanStatus.Ok, SpanStatus.Error, SpanStatus.Error, SpanStatus.Ok], run.Spans().Select(span => span.Status));
    }

    [Theory]
    [InlineData("{}", "'input' must be a string")]
    [InlineData("""{"input":7}""", "'input' must be a string")]
    public async Task Execute_ArgumentsThatAreWrong_AreAnErrorTheModelReads(string arguments, string expected)
    {
        using var run = Run(arguments);

        Assert.Contains(expected, await run.OutputAsync(Boss), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{\"n\":3}""", "c did {\\\\\\\"n\\\\\\\":3}")]
    [InlineData("""{\"n\":true}""", "does not match the inputSchema")]
    [InlineData("three", "takes a JSON object")]
    public async Task Execute_AgentWithInputSchema_ReadsTheTextAsJson(string input, string expected)
    {
        using var run = Run($$"""{"input":"{{input}}"}""");
        run.Agents = new Dictionary<string, string> { ["clerk"] = Clerk + "inputSchema: {n: number}\n" };

        Assert.Contains(expected, await run.OutputAsync(Boss), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AgentsThatAskEachOtherWithoutEnd_FailTheRun()
    {
        using var run = new TestExecution(new FakeModels(_ =>
            Task.FromResult(new FakeReply("", ("k", "invoke_boss", """{"input":"Dig"}""")))))
        {
            Agents = new Dictionary<string, string> { ["boss"] = Boss.Replace("agent: clerk", "agent: boss") },
        };

        var error = await run.ErrorAsync(Boss.Replace("agent: clerk", "agent: boss"));

        Assert.Equal("MAX_RECURSION_DEPTH", error.Code);
        Assert.DoesNotContain(run.Spans(), span => span.Status is null);
    }

    [Fact]
    public async Task Execute_TimeOfTheCallerOver_FailsTheRunInsteadOfTellingTheCaller()
    {
        var began = new TaskCompletionSource();
        using var run = Run();
        run.LocalTools =
        [
            new FakeTool("tick", (_, _, _) =>
            {
                began.SetResult();
                return new TaskCompletionSource<JsonElement>().Task;
            }),
        ];

        var error = run.ErrorAsync(Boss + "timeoutMs: 100");
        await began.Task;
        run.Clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("INVOCATION_TIMEOUT", (await error).Code);
        Assert.DoesNotContain(run.Spans(), span => span.Status is null);
    }

    [Fact]
    public async Task Execute_ResumedAfterTheAgent_AsksItNotAgainAndCountsItAsBefore()
    {
        using var first = Run();
        await first.OutputAsync(Boss, "\"Go\"");

        using var second = Run();
        second.Journal = Kept(first, path => path is "t0" or "t0/c0");
        await second.OutputAsync(Boss, "\"Go\"");

        Assert.Equal(["b"], second.Models.Calls.Select(call => call.Model));
        AssertCounted(second);
    }

    [Fact]
    public async Task Execute_ResumedWithinTheAgent_GoesOnUnderItsSpans()
    {
        using var first = Run();
        await first.OutputAsync(Boss, "\"Go\"");
        var left = Starts(first).Where(start => start.Kind is not SpanKind.ModelCall).Take(2)
            .Select((start, index) => start with { Id = new SpanId(0xAu + (uint)index) }).ToList();

        using var second = Run();
        second.Journal = Kept(first, path => path is "t0" or "t0/c0/t0" or "t0/c0/t0/c0");
        second.Interruption = new Interruption(left.Select(Span.Begun));
        await second.OutputAsync(Boss, "\"Go\"");

        Assert.Equal(["c", "b"], second.Models.Calls.Select(call => call.Model));
        Assert.Equal([SpanKind.ModelCall, SpanKind.ModelCall], Starts(second).Select(start => start.Kind));
        Assert.Equal(left.Select(span => span.Id),
            second.Writer.Changes.OfType<RunChange.SpanResumed>().Select(resumed => resumed.Span));
        Assert.All(left, span => Assert.Single(
            second.Writer.Changes.OfType<RunChange.SpanEnded>(), end => end.Span.Id == span.Id && end.Span.Status is SpanStatus.Ok));
        AssertCounted(second);
    }

    private static TestExecution Run(string arguments = """{"input":"Dig"}""") =>
        new(new FakeModels(call => Task.FromResult((call.Model, call.Turn) switch
        {
            ("b", 0) => new FakeReply("", ("k", "invoke_clerk", arguments)),
            ("c", 0) => new FakeReply("", ("t", "tick", "{}")),
            ("c", _) => new FakeReply($"c did {call.Messages[1].Text}"),
            _ => new FakeReply(call.Results[0]),
        })))
        {
            Agents = new Dictionary<string, string> { ["clerk"] = Clerk },
            LocalTools = [new FakeTool("tick", "1")],
        };

    private static Journal Kept(TestExecution run, Func<string, bool> isKept) => new(run.Writer.Changes
        .OfType<RunChange.EffectFinished>().Where(it => isKept(it.Path)).ToDictionary(it => it.Path, it => it.Output));

    private static IEnumerable<SpanStart> Starts(TestExecution run) =>
        run.Writer.Changes.OfType<RunChange.SpanStarted>().Select(start => start.Span);

    private static string? Attribute(SpanStart span, string name) =>
        JsonElement.Parse(span.Attributes).GetProperty(name).GetString();

    // Four model calls of three tokens each, and two calls of tools.
    private static void AssertCounted(TestExecution run)
    {
        var result = JsonElement.Parse(Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result);
        Assert.Equal(12, result.GetProperty("usage").GetProperty("totalTokens").GetInt32());
        Assert.Equal(["k", "t"], result.GetProperty("toolCalls").EnumerateArray().Select(call => call.GetProperty("id").GetString()));
    }
}
