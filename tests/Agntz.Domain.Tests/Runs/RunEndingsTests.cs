using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Tests.Runs;

/// <summary>Whoever ends a run: a run whose cancellation was accepted ends cancelled.</summary>
public sealed class RunEndingsTests
{
    private static readonly RunId Run = new(Guid.Parse("01990000-0000-7000-8000-000000000001"));
    private static readonly SpanId Root = new(1);
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static TheoryData<RunOutcome> Outcomes() =>
    [
        new RunOutcome.Completed("""{"output":"x"}"""),
        new RunOutcome.Failed(RunErrors.Internal),
        new RunOutcome.Cancelled("because"),
    ];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Decide_CancelAccepted_IsAlwaysCancelled(RunOutcome outcome)
    {
        var end = Decide(outcome, cancelReason: "superseded");

        Assert.Equal((RunStatus.Cancelled, SpanStatus.Cancelled), (end.Status, end.TraceStatus));
        Assert.Null(end.Result);
        Assert.Equal(("RUN_CANCELLED", "superseded"), (end.Error!.Code, end.Error.Message));
        Assert.Equal("run-cancelled", end.Event.Type);
        Assert.All(end.Spans, span => Assert.Equal(SpanStatus.Cancelled, span.Status));
    }

    [Fact]
    public void Decide_Completed_KeepsTheResultAndEndsEverySpanWell()
    {
        var end = Decide(new RunOutcome.Completed("""{"output":"x"}"""), cancelReason: null);

        Assert.Equal((RunStatus.Completed, SpanStatus.Ok, """{"output":"x"}"""), (end.Status, end.TraceStatus, end.Result));
        Assert.Null(end.Error);
        Assert.Equal("run-complete", end.Event.Type);
    }

    [Fact]
    public void Decide_Failed_GivesEverySpanTheError()
    {
        var end = Decide(new RunOutcome.Failed(new RunError("It broke.", "BROKEN")), cancelReason: null);

        Assert.Equal((RunStatus.Failed, SpanStatus.Error), (end.Status, end.TraceStatus));
        Assert.Equal("run-error", end.Event.Type);
        Assert.All(end.Spans, span => Assert.Equal((SpanStatus.Error, "It broke."), (span.Status, span.Error)));
    }

    [Fact]
    public void Decide_OpenSpans_EndBeforeTheRoot()
    {
        var end = Decide(new RunOutcome.Failed(RunErrors.Internal), cancelReason: null);

        Assert.Equal([new SpanId(3), new SpanId(2), Root], end.Spans.Select(span => span.Id));
    }

    private static RunEnd Decide(RunOutcome outcome, string? cancelReason) => RunEndings.Decide(
        Run, Root, new RunEnding { Outcome = outcome, EndedAt = Now }, cancelReason, [new SpanId(3), new SpanId(2)]);
}
