using System.Security.Cryptography;
using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Stores;
using Microsoft.EntityFrameworkCore;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class TraceReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private ITraceReader Traces => Store.Get<ITraceReader>();

    [Fact]
    public async Task Find_RunningTrace_ShowsWhatIsKnownByNow()
    {
        var hold = await Store.BeginAsync(Owner);
        var open = Store.NewSpan(hold);
        var done = Store.NewSpan(hold);
        await Store.WriteAsync(hold, Started(open), Started(done), new RunChange.SpanEnded(Store.End(done)));

        var trace = await Traces.FindAsync(Owner, hold.Id, null, Token);

        Assert.Equal(SpanStatus.Running, trace!.Summary.Status);
        Assert.Equal(3, trace.Summary.SpanCount);
        Assert.Equal(3, trace.Summary.TotalTokens);
        Assert.Equal([hold.RootSpan, open.Id, done.Id], trace.Spans.Select(span => span.Id));
        Assert.Equal([SpanStatus.Running, SpanStatus.Running, SpanStatus.Ok], trace.Spans.Select(span => span.Status));
        Assert.Equal([null, hold.RootSpan, hold.RootSpan], trace.Spans.Select(span => span.ParentId));
        Assert.Equal("""{"at":"start","at-end":true}""", trace.Spans[2].Attributes);
    }

    [Fact]
    public async Task Find_EndedTrace_HasItsSummaryAndEverySpanClosed()
    {
        var hold = await Store.BeginAsync(Owner);
        var span = Store.NewSpan(hold);
        await Store.WriteAsync(hold, Started(span));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Store.EndAsync(
            hold, new RunOutcome.Completed("{}"), false, new RunChange.SpanEnded(Store.End(span) with { CostUsd = 0.25m }));

        var trace = await Traces.FindAsync(Owner, hold.Id, null, Token);

        Assert.Equal(SpanStatus.Ok, trace!.Summary.Status);
        Assert.Equal(Clock.GetUtcNow(), trace.Summary.EndedAt);
        Assert.Equal((2, 3, 0.25m), (trace.Summary.SpanCount, trace.Summary.TotalTokens, trace.Summary.TotalCostUsd));
        Assert.All(trace.Spans, it => Assert.Equal((SpanStatus.Ok, Clock.GetUtcNow()), (it.Status, it.EndedAt)));
    }

    [Fact]
    public async Task Find_OneKind_GivesOnlySpansOfIt()
    {
        var hold = await Store.BeginAsync(Owner);
        var call = Store.NewSpan(hold, SpanKind.ModelCall);
        await Store.WriteAsync(hold, Started(call), Started(Store.NewSpan(hold, SpanKind.ToolExecute)));

        var trace = await Traces.FindAsync(Owner, hold.Id, SpanKind.ModelCall, Token);

        Assert.Equal(call.Id, Assert.Single(trace!.Spans).Id);
        Assert.Equal(3, trace.Summary.SpanCount);
    }

    [Fact]
    public async Task Find_SpansThatCameInTheWrongOrder_ShowsAllOfThemByTimeAndParentsFirst()
    {
        const int Many = 600;
        var trace = Store.NewTrace();
        var root = Store.NewIngested(trace) with { StartedAt = Clock.GetUtcNow().AddMilliseconds(5) };
        var others = Enumerable.Range(0, Many).Select(number => Store.NewIngested(trace, root.Id) with
        {
            StartedAt = Clock.GetUtcNow().AddMilliseconds(Many - number),
            Attributes = Large(number % 100 == 0 ? 30_000 : 10),
        }).ToList();
        await Store.TakeAsync(Owner, [.. others, root]);

        var found = await Traces.FindAsync(Owner, trace, null, Token);

        Assert.Equal(
            [root.Id, .. others.OrderBy(span => span.StartedAt).Select(span => span.Id)],
            found!.Spans.Select(span => span.Id));
        Assert.Equal(
            others.ToDictionary(span => span.Id, span => span.Attributes),
            found.Spans.Skip(1).ToDictionary(span => span.Id, span => span.Attributes));
    }

    [Fact]
    public async Task Open_TraceThatIsDeletedWhileItIsRead_FailsInsteadOfEndingEarly()
    {
        var trace = Store.NewTrace();
        await Store.TakeAsync(
            Owner, [.. Enumerable.Range(0, 10).Select(_ => Store.NewIngested(trace) with { Attributes = Large(60_000) })]);
        await using var spans = (await Traces.OpenAsync(Owner, trace, null, Token))!.Spans.GetAsyncEnumerator(Token);
        Assert.True(await spans.MoveNextAsync());

        await Store.Get<IContexts>().WriteAsync(context => context.Spans.ExecuteDeleteAsync(Token), Token);

        await Assert.ThrowsAsync<SpansGoneException>(async () =>
        {
            while (await spans.MoveNextAsync())
            {
            }
        });
    }

    [Fact]
    public async Task ReadUnfinished_TraceFullOfWhatOthersSent_GivesOpenSpansAndAgentsThatEndedWellAlone()
    {
        var hold = await Store.BeginAsync(Owner);
        var (ended, failed, open) = (Agent("0.1"), Agent("0.2"), Store.NewSpan(hold, SpanKind.ModelCall));
        var call = Store.NewSpan(hold, SpanKind.ModelCall);
        await Store.WriteAsync(
            hold, Started(ended), Started(failed), Started(call), Started(open),
            new RunChange.SpanEnded(Store.End(ended)), new RunChange.SpanEnded(Store.End(call)),
            new RunChange.SpanEnded(Store.End(failed, SpanStatus.Error) with { Error = "no" }));
        await Store.TakeAsync(Owner, [.. Enumerable.Range(0, 20).Select(_ => Store.NewIngested(hold.Id) with
        {
            Kind = SpanKind.AgentInvoke,
            Attributes = """{"agntz.step.path":"0.1","otel.scope.name":"lib"}""",
        })]);

        var spans = await Traces.ReadUnfinishedAsync(Owner, hold.Id, Token);

        Assert.Equal([hold.RootSpan, ended.Id, open.Id], spans.Select(span => span.Id));
        Assert.Equal([SpanStatus.Running, SpanStatus.Ok, SpanStatus.Running], spans.Select(span => span.Status));
        Assert.Equal("""{"agntz.step.path":"0.1"}""", spans[1].Attributes);
        Assert.Equal(open.Attributes, spans[2].Attributes);

        SpanStart Agent(string path) => Store.NewSpan(hold, SpanKind.AgentInvoke) with
        {
            Attributes = $$"""{"agntz.step.path":"{{path}}","gen_ai.agent.id":"a"}""",
        };
    }

    [Fact]
    public async Task Find_TraceOfSomebodyElse_IsUnknown()
    {
        var hold = await Store.BeginAsync(Owner);
        var stranger = await Store.NewOwnerAsync();

        Assert.Null(await Traces.FindAsync(stranger, hold.Id, null, Token));
        Assert.Empty((await Traces.ListAsync(stranger, new TraceQuery { Limit = 10 }, Token)).Rows);
    }

    [Theory]
    [InlineData(SpanStatus.Running)]
    [InlineData(SpanStatus.Ok)]
    [InlineData(SpanStatus.Error)]
    [InlineData(SpanStatus.Cancelled)]
    public async Task List_ByStatus_GivesOnlyThose(SpanStatus status)
    {
        var traces = new Dictionary<SpanStatus, RunId> { [SpanStatus.Running] = (await Store.BeginAsync(Owner)).Id };
        traces[SpanStatus.Ok] = await EndedAsync(new RunOutcome.Completed("{}"));
        traces[SpanStatus.Error] = await EndedAsync(new RunOutcome.Failed(RunErrors.Internal));
        traces[SpanStatus.Cancelled] = await EndedAsync(new RunOutcome.Cancelled(RunEnd.CancelledByUser));

        var page = await Traces.ListAsync(Owner, new TraceQuery { Limit = 10, Status = status }, Token);

        var trace = Assert.Single(page.Rows);
        Assert.Equal((traces[status], status), (trace.Id, trace.Status));
    }

    [Fact]
    public async Task List_PageByPage_GivesEveryTraceOnceNewestFirst()
    {
        var created = new List<NewRun>();
        for (var index = 0; index < 7; index++)
        {
            created.Add(await Store.QueueAsync(Owner, startedAt: Clock.GetUtcNow().AddMilliseconds(index / 2)));
        }

        var listed = new List<TraceSummary>();
        PageCursor? after = null;
        do
        {
            var page = await Traces.ListAsync(Owner, new TraceQuery { Limit = 2, After = after }, Token);
            listed.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(
            created.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id.ToString(), StringComparer.Ordinal)
                .Select(run => run.Id),
            listed.Select(trace => trace.Id));
    }

    // Nothing that could be stored in less.
    private static string Large(int bytes) =>
        $$"""{"text":"{{Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes / 2))}}"}""";

    private static RunChange.SpanStarted Started(SpanStart span) => new(span, IsEffect: false);

    private async Task<RunId> EndedAsync(RunOutcome outcome)
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.EndAsync(hold, outcome);
        return hold.Id;
    }
}
