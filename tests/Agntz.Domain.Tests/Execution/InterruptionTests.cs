using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Execution;

namespace Agntz.Domain.Tests.Execution;

/// <summary>A run whose first worker was lost in the middle of its second step.</summary>
public sealed class InterruptionTests
{
    private const string Pipeline =
        """
        id: line
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: fake, name: a}, instruction: x, prompt: "{{userQuery}}"}
          - agent: {id: second, kind: llm, model: {provider: fake, name: b}, instruction: x, prompt: "{{it}}"}
            input: {it: "{{first}}"}

        """;

    private static readonly SpanId Ended = new(0xA);
    private static readonly SpanId Going = new(0xB);
    private static readonly SpanId Cut = new(0xC);

    [Fact]
    public async Task Execute_AfterALoss_GoesOnUnderTheSpansThatWereOpen()
    {
        using var run = new TestExecution { Journal = FirstStep };
        run.Interruption = Left(run);

        Assert.Equal("\"b(kept)\"", await run.OutputAsync(Pipeline, "\"Tea\""));

        var call = Assert.Single(run.Writer.Changes.OfType<RunChange.SpanStarted>()).Span;
        Assert.Equal((SpanKind.ModelCall, Going), (call.Kind, call.ParentId!.Value));
        Assert.Equal([(Cut, SpanStatus.Error), (call.Id, SpanStatus.Ok), (Going, SpanStatus.Ok)],
            run.Writer.Changes.OfType<RunChange.SpanEnded>().Select(end => (end.Span.Id, end.Span.Status)));
    }

    [Fact]
    public async Task Execute_AfterALoss_TellsSoInTheSpansThatGoOnAndInThoseThatWereCut()
    {
        using var run = new TestExecution { Journal = FirstStep };
        run.Interruption = Left(run);

        await run.OutputAsync(Pipeline, "\"Tea\"");

        Assert.Equal([run.Hold.RootSpan, Going],
            run.Writer.Changes.OfType<RunChange.SpanResumed>().Select(resumed => resumed.Span));
        Assert.All(run.Writer.Changes.OfType<RunChange.SpanResumed>(), resumed => Assert.Equal(
            """[{"name":"agntz.resumed","timestamp":"2026-03-04T05:06:07.089Z"}]""", resumed.Events));
        Assert.Equal("interrupted", run.Writer.Changes.OfType<RunChange.SpanEnded>().First().Span.Error);
    }

    [Fact]
    public async Task Execute_AgentThatHadFailed_BeginsAnew()
    {
        using var run = new TestExecution();
        run.Interruption = new Interruption([Span(run, Ended, SpanKind.AgentInvoke, "0", SpanStatus.Error)]);

        await run.OutputAsync(Pipeline, "\"Tea\"");

        Assert.Equal(["first", "second"], run.Writer.Changes.OfType<RunChange.SpanStarted>()
            .Where(start => start.Span.Kind is SpanKind.AgentInvoke).Select(start => start.Span.Name));
    }

    [Theory]
    [InlineData("\"theirs\"")]
    [InlineData("7")]
    public async Task Execute_SpansOfOthersInItsTrace_AreNotWhatItHasDone(string scope)
    {
        using var run = new TestExecution();
        var theirs = Span(run, Ended, SpanKind.AgentInvoke, "0", SpanStatus.Ok);
        run.Interruption = new Interruption(
            [theirs with { Attributes = $$"""{"otel.scope.name":{{scope}},"agntz.step.path":"0"}""" }]);

        await run.OutputAsync(Pipeline, "\"Tea\"");

        Assert.Equal(["first", "second"], run.Writer.Changes.OfType<RunChange.SpanStarted>()
            .Where(start => start.Span.Kind is SpanKind.AgentInvoke).Select(start => start.Span.Name));
    }

    private static Journal FirstStep => new(new Dictionary<string, string>
    {
        ["0/t0"] = """{"text":"kept","inputTokens":1,"outputTokens":1,"provider":"fake","model":"a","""
            + """ "responseId":null,"finishReason":null}""",
    });

    private static Interruption Left(TestExecution run) => new(
    [
        Span(run, run.Hold.RootSpan, SpanKind.AgentInvoke, "", SpanStatus.Running),
        Span(run, Ended, SpanKind.AgentInvoke, "0", SpanStatus.Ok),
        Span(run, Going, SpanKind.AgentInvoke, "1", SpanStatus.Running),
        Span(run, Cut, SpanKind.ModelCall, "1/t0", SpanStatus.Running),
    ]);

    private static Span Span(TestExecution run, SpanId id, string kind, string path, SpanStatus status) => new()
    {
        Id = id,
        Kind = kind,
        Name = "left",
        StartedAt = run.Clock.GetUtcNow(),
        Status = status,
        Attributes = $$"""{"agntz.step.path":"{{path}}"}""",
        Events = "[]",
    };
}
