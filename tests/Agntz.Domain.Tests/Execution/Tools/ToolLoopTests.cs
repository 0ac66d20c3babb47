using System.Text.Json;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Execution.Recording;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution.Tools;

public sealed class ToolLoopTests
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: fake, name: m}
        instruction: Help.
        tools:
          - kind: local
            tools: [left, right]

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Execute_ToolsAskedFor_TheModelGoesOnWithWhatTheyGave()
    {
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("Wait.", ("c1", "left", """{"n":1}"""), ("c2", "right", "{}"))
            : new FakeReply(string.Join("+", call.Results)));

        Assert.Equal("\"{\\\"l\\\":1.0}+plain\"", await run.OutputAsync(Agent, "\"Go\""));
        Assert.Equal(
            [
                ("model.call", "m", SpanStatus.Ok), ("tool.execute", "left", SpanStatus.Ok),
                ("tool.execute", "right", SpanStatus.Ok), ("model.call", "m", SpanStatus.Ok),
            ],
            run.Spans());
        Assert.Equal(["t0", "t0/c0", "t0/c1", "t1"],
            run.Writer.Changes.OfType<RunChange.EffectFinished>().Select(finished => finished.Path));
    }

    [Fact]
    public async Task Execute_FirstTurn_OffersTheToolsWithTheirSchemas()
    {
        using var run = Run(_ => new FakeReply("Done."));

        await run.ExecuteAsync(Agent, cancellationToken: Token);

        var offered = Assert.Single(run.Models.Calls).Tools;
        Assert.Equal(["left", "right"], offered.Select(tool => tool.Name));
        Assert.Equal("Does left.", offered[0].Description);
        Assert.Equal("object", offered[0].JsonSchema.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Execute_CallsOfOneTurn_RunAtTheSameTimeAndAnswerInOrder()
    {
        var rightBegan = new TaskCompletionSource();
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("", ("c1", "left", "{}"), ("c2", "right", "{}"))
            : new FakeReply(string.Join(",", call.Results)));
        run.LocalTools =
        [
            new FakeTool("left", async (_, _, _) =>
            {
                await rightBegan.Task;
                return JsonElement.Parse("1");
            }),
            new FakeTool("right", (_, _, _) =>
            {
                rightBegan.SetResult();
                return Task.FromResult(JsonElement.Parse("2"));
            }),
        ];

        Assert.Equal("\"1,2\"", await run.OutputAsync(Agent));
    }

    [Fact]
    public async Task Execute_EachCall_HasAnIdempotencyKeyOfItsOwn()
    {
        using var run = Run(call => call.Turn < 2
            ? new FakeReply("", ("same", "left", "{}"), ("same", "left", "{}"))
            : new FakeReply("Done."));
        var tool = new FakeTool("left", "null");
        run.LocalTools = [tool, new FakeTool("right", "null")];

        await run.OutputAsync(Agent);

        var prefix = run.Hold.Id.ToString();
        Assert.Equal([$"{prefix}:t0/c0", $"{prefix}:t0/c1", $"{prefix}:t1/c0", $"{prefix}:t1/c1"],
            tool.Calls.Select(call => call.Context.IdempotencyKey));
        Assert.Equal(["same", "same#1"], ToolCalls(run).Take(2).Select(call => call.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("ToolException", "The shop is closed.")]
    [InlineData("Defect", "Tool 'left' failed. The server's log names the cause under the run's id.")]
    [InlineData("Deep", "Tool 'left' answered with JSON that is nested deeper than 48 levels.")]
    [InlineData("OwnTimeout", "Tool 'left' failed. The server's log names the cause under the run's id.")]
    public async Task Execute_ToolFails_TheModelReadsWhyAndTheRunGoesOn(string failure, string expected)
    {
        using var run = Run(AskLeftOnce);
        run.LocalTools = [new FakeTool("left", (_, _, _) => failure switch
        {
            "ToolException" => throw new ToolException("The shop is closed."),
            "Deep" => Task.FromResult(JsonElement.Parse(new string('[', 60) + new string(']', 60))),
            "OwnTimeout" => throw new TaskCanceledException(),
            _ => throw new InvalidOperationException("secret"),
        }), new FakeTool("right", "1")];

        var output = JsonElement.Parse(await run.OutputAsync(Agent)).GetString()!;

        Assert.Equal(expected, JsonElement.Parse(output).GetProperty("error").GetString());
        var span = run.Writer.Changes.OfType<RunChange.SpanEnded>().ElementAt(1).Span;
        Assert.Equal((SpanStatus.Error, expected), (span.Status, span.Error));
        Assert.Equal(expected, Assert.Single(ToolCalls(run)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Execute_ToolHangs_IsLeftBehindAfterItsTime()
    {
        var began = new TaskCompletionSource();
        using var run = Run(AskLeftOnce);
        run.LocalTools = [new FakeTool("left", (_, _, _) =>
        {
            began.SetResult();
            return new TaskCompletionSource<JsonElement>().Task;
        }), new FakeTool("right", "1")];

        var output = run.OutputAsync(Agent);
        await began.Task;
        run.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains("did not answer within 30 s", await output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ArgumentsAgainstTheSchema_AreRefusedBeforeTheCall()
    {
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("", ("c", "left", """{"city":7}"""))
            : new FakeReply(call.Results[0]));
        var tool = new FakeTool("left", "1")
        {
            Parameters = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}"""),
        };
        run.LocalTools = [tool, new FakeTool("right", "1")];

        Assert.Contains("#/city", await run.OutputAsync(Agent), StringComparison.Ordinal);
        Assert.Empty(tool.Calls);
    }

    [Fact]
    public async Task Execute_UnknownTool_TheModelReadsWhichThereAre()
    {
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("", ("c", "nothing", "{}"))
            : new FakeReply(call.Results[0]));

        Assert.Contains("There are: left, right.", await run.OutputAsync(Agent), StringComparison.Ordinal);
        Assert.Contains(("tool.execute", "nothing", SpanStatus.Error), run.Spans());
    }

    [Fact]
    public async Task Execute_CallsOfATurn_AreToldInTheLogOnceEach()
    {
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("", ("c1", "left", """{"n":1}"""), ("c2", "right", "{}"))
            : new FakeReply("Done."));

        await run.OutputAsync(Agent);

        var events = run.Writer.Changes.Select(change => change switch
        {
            RunChange.SpanStarted { Event: { } announced } => announced,
            RunChange.EventRecorded recorded => recorded.Event,
            _ => null,
        }).OfType<RunEvent>().ToList();
        Assert.Equal(["tool-call-start", "tool-call-start", "tool-call-end", "tool-call-end", "step-complete"],
            events.Select(it => it.Type).Order(StringComparer.Ordinal).OrderBy(type => type switch
            {
                "tool-call-start" => 0,
                "tool-call-end" => 1,
                _ => 2,
            }));
        Assert.Equal("step-complete", events[^1].Type);
        var step = JsonElement.Parse(events[^1].Body);
        Assert.Equal(1, step.GetProperty("step").GetInt32());
        var calls = step.GetProperty("toolCalls").GetRawText();
        Assert.Equal(
            """[{"id":"c1","name":"left","input":{"n":1},"output":{"l":1.0},"duration":0},"""
            + """{"id":"c2","name":"right","input":{},"output":"plain","duration":0}]""",
            calls);
        Assert.Equal(calls, $"[{string.Join(",", ToolCalls(run).Select(call => call.GetRawText()))}]");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Execute_ContentOfCalls_IsInSpansOnlyWhereItIsAskedFor(bool recordsIO)
    {
        using var run = Run(call => call.Turn is 0
            ? new FakeReply("", ("c1", "left", """{"n":1}"""))
            : new FakeReply("Done."));
        run.Recording = new RecordingOptions { RecordToolIO = recordsIO };

        await run.OutputAsync(Agent);

        var start = JsonElement.Parse(run.Writer.Changes.OfType<RunChange.SpanStarted>().ElementAt(1).Span.Attributes);
        var end = JsonElement.Parse(run.Writer.Changes.OfType<RunChange.SpanEnded>().ElementAt(1).Span.Attributes);
        Assert.Equal("left", start.GetProperty("gen_ai.tool.name").GetString());
        Assert.Equal("c1", start.GetProperty("gen_ai.tool.call.id").GetString());
        Assert.Equal("local", start.GetProperty("agntz.tool.kind").GetString());
        Assert.Equal(recordsIO, start.TryGetProperty("gen_ai.tool.call.arguments", out _));
        Assert.Equal(recordsIO, end.TryGetProperty("gen_ai.tool.call.result", out _));
    }

    [Fact]
    public async Task Execute_Resumed_CallsWhatHadNotFinishedAndNothingElse()
    {
        var tool = new FakeTool("left", "1");
        var other = new FakeTool("right", "2");
        using var first = Run(call => call.Turn is 0
            ? new FakeReply("", ("c1", "left", "{}"), ("c2", "right", "{}"))
            : new FakeReply("Done."));
        first.LocalTools = [tool, other];
        await first.OutputAsync(Agent);
        var kept = first.Writer.Changes.OfType<RunChange.EffectFinished>().ToDictionary(it => it.Path, it => it.Output);

        using var second = Run(call => new FakeReply(string.Join(",", call.Results)));
        second.LocalTools = [tool, other];
        second.Journal = new Journal(new Dictionary<string, string> { ["t0"] = kept["t0"], ["t0/c0"] = kept["t0/c0"] });

        Assert.Equal("\"1,2\"", await second.OutputAsync(Agent));
        Assert.Equal((1, 2), (tool.Calls.Count, other.Calls.Count));
        Assert.Equal(["c1", "c2"], ToolCalls(second).Select(call => call.GetProperty("id").GetString()));
        Assert.Single(second.Writer.Changes.OfType<RunChange.EventRecorded>(), it => it.Event.Type is "step-complete");
    }

    [Fact]
    public async Task Execute_ResumedAfterTheStep_TellsItNotAgain()
    {
        var tool = new FakeTool("left", "1");
        using var first = Run(AskLeftOnce);
        first.LocalTools = [tool, new FakeTool("right", "2")];
        await first.OutputAsync(Agent);
        var kept = first.Writer.Changes.OfType<RunChange.EffectFinished>().ToDictionary(it => it.Path, it => it.Output);

        using var second = Run(AskLeftOnce);
        second.LocalTools = [tool, new FakeTool("right", "2")];
        second.Journal = new Journal(new Dictionary<string, string> { ["t0"] = kept["t0"], ["t0/c0"] = kept["t0/c0"] });
        await second.OutputAsync(Agent);

        Assert.Single(tool.Calls);
        Assert.Empty(second.Writer.Changes.OfType<RunChange.EventRecorded>());
        Assert.Single(ToolCalls(second));
    }

    [Fact]
    public async Task Execute_CancelledDuringACall_TheCallIsRecordedAndNothingMoreStarts()
    {
        var began = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var run = Run(AskLeftOnce);
        run.LocalTools = [Waiting("left", began, release.Task), new FakeTool("right", "1")];
        var accepted = false;
        run.Writer.Commit = _ => Task.FromResult(accepted ? CommitOutcome.Cancelled : CommitOutcome.Committed);

        var execution = run.ExecuteAsync(Agent, cancellationToken: Token);
        await began.Task;
        accepted = true;
        run.Hold.Cancel(CancelMode.Finish);
        release.SetResult();
        await execution;

        Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome);
        Assert.Contains(("tool.execute", "left", SpanStatus.Ok), run.Spans());
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_SupersededDuringACall_TheCallIsRecordedAndNothingMoreStarts()
    {
        var began = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        using var run = Run(AskLeftOnce);
        run.LocalTools = [Waiting("left", began, release.Task), new FakeTool("right", "1")];
        var accepted = false;
        run.Writer.Commit = _ => Task.FromResult(accepted ? CommitOutcome.Cancelled : CommitOutcome.Committed);

        var execution = run.ExecuteAsync(Agent, cancellationToken: Token);
        await began.Task;
        accepted = true;
        run.Hold.Supersede();
        Assert.False(execution.IsCompleted);
        release.SetResult();
        await execution;

        Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome);
        Assert.Contains(("tool.execute", "left", SpanStatus.Ok), run.Spans());
        Assert.Single(run.Models.Calls);
    }

    [Fact]
    public async Task Execute_AbortedDuringACall_TheCallIsBrokenOff()
    {
        var began = new TaskCompletionSource();
        using var run = Run(AskLeftOnce);
        run.LocalTools = [Waiting("left", began, new TaskCompletionSource().Task), new FakeTool("right", "1")];

        var execution = run.ExecuteAsync(Agent, cancellationToken: Token);
        await began.Task;
        run.Hold.Cancel(CancelMode.Abort);
        await execution;

        Assert.IsType<RunOutcome.Cancelled>(run.Writer.Ending.Outcome);
        Assert.Contains(("tool.execute", "left", SpanStatus.Cancelled), run.Spans());
    }

    private static FakeReply AskLeftOnce(FakeModelCall call) =>
        call.Turn is 0 ? new FakeReply("", ("c", "left", "{}")) : new FakeReply(call.Results[0]);

    private static FakeTool Waiting(string name, TaskCompletionSource began, Task until) => new(name, async (_, _, token) =>
    {
        began.SetResult();
        await until.WaitAsync(token);
        return JsonElement.Parse("1");
    });

    private static TestExecution Run(Func<FakeModelCall, FakeReply> model) =>
        new(new FakeModels(call => Task.FromResult(model(call))))
        {
            LocalTools = [new FakeTool("left", """{ "l": 1.0 }"""), new FakeTool("right", "\"plain\"")],
        };

    private static IReadOnlyList<JsonElement> ToolCalls(TestExecution run) =>
    [
        .. JsonElement.Parse(Assert.IsType<RunOutcome.Completed>(run.Writer.Ending.Outcome).Result)
            .GetProperty("toolCalls").EnumerateArray(),
    ];
}
