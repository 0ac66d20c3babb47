using Agntz.Domain.Retention;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Traces;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class TraceIngestionConformance(StorageProvider provider) : StoreConformance(provider)
{
    [Fact]
    public async Task Take_CountsBeyondAllNumbers_StopAtTheLargest()
    {
        var root = Huge(Store.NewIngested(Store.NewTrace()));
        Assert.Empty(await Store.TakeAsync(Owner, root, Huge(Store.NewIngested(root.Trace, root.Id))));
        Assert.Empty(await Store.TakeAsync(Owner, Huge(Store.NewIngested(root.Trace, root.Id))));

        var summary = (await Store.FindTraceAsync(Owner, root.Trace))!.Summary;
        Assert.Equal((3L, long.MaxValue), (summary.SpanCount, summary.TotalTokens));
        Assert.NotNull(summary.TotalCostUsd);
    }

    [Fact]
    public async Task Take_CountsBeyondAllNumbersForAnActiveRun_LeaveItsWorkerToEndIt()
    {
        var hold = await Store.BeginAsync(Owner);
        Assert.Empty(await Store.TakeAsync(
            Owner, Huge(Store.NewIngested(hold.Id, hold.RootSpan)), Huge(Store.NewIngested(hold.Id, hold.RootSpan))));
        var call = Store.NewSpan(hold);
        await Store.WriteAsync(
            hold, new RunChange.SpanStarted(call, true),
            new RunChange.SpanEnded(Store.End(call) with { CostUsd = decimal.MaxValue }));

        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));

        Assert.Equal(long.MaxValue, (await Store.FindTraceAsync(Owner, hold.Id))!.Summary.TotalTokens);
    }

    [Fact]
    public async Task Take_NewTrace_IsThereAndRuns()
    {
        var trace = Store.NewTrace();
        var root = Store.NewIngested(trace, name: "checkout") with { AgentId = "shop" };
        var call = Store.NewIngested(trace, root.Id) with
        {
            Kind = SpanKind.ModelCall,
            TotalTokens = 7,
            CostUsd = 0.5m,
            Attributes = """{"a":1}""",
            Events = """[{"name":"it"}]""",
            Error = "Too much.",
            Status = SpanStatus.Error,
        };

        Assert.Empty(await Store.TakeAsync(Owner, root, call));

        var found = await Store.FindTraceAsync(Owner, trace);
        Assert.Equal(
            ("checkout", "shop", SpanStatus.Running, false),
            (found!.Summary.RootName, found.Summary.AgentReference, found.Summary.Status, found.Summary.IsRun));
        Assert.Equal((2, 7, 0.5m), (found.Summary.SpanCount, found.Summary.TotalTokens, found.Summary.TotalCostUsd));
        Assert.Equal([root.Id, call.Id], found.Spans.Select(span => span.Id));
        var stored = found.Spans[1];
        Assert.Equal(
            (call.Kind, call.Name, call.StartedAt, call.EndedAt, call.Status, call.Error, call.Attributes, call.Events),
            (stored.Kind, stored.Name, stored.StartedAt, stored.EndedAt!.Value, stored.Status, stored.Error,
                stored.Attributes, stored.Events));
        var listed = await Store.Get<ITraceReader>().ListAsync(Owner, new TraceQuery { Limit = 10 }, Token);
        Assert.Equal(trace, Assert.Single(listed.Rows).Id);
    }

    [Fact]
    public async Task Take_ChildrenBeforeTheirParents_NumbersParentsFirst()
    {
        var trace = Store.NewTrace();
        var root = Store.NewIngested(trace);
        var middle = Store.NewIngested(trace, root.Id);
        var leaf = Store.NewIngested(trace, middle.Id);

        await Store.TakeAsync(Owner, leaf, middle, root);

        var log = await Store.ReadSpanLogAsync(Owner, trace);
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Entries.Select(entry => entry.Seq));
        Assert.Equal(
            [root.Id, middle.Id, leaf.Id], log.Entries.OfType<LogEntry.SpanStarted>().Select(entry => entry.Span.Id));
        Assert.Equal(
            [root.Id, middle.Id, leaf.Id], (await Store.FindTraceAsync(Owner, trace))!.Spans.Select(span => span.Id));
    }

    [Fact]
    public async Task Take_RootAfterItsChildren_GivesTheTraceItsNameAndShowsItFirst()
    {
        var trace = Store.NewTrace();
        var root = Store.NewIngested(trace, name: "root");
        Clock.Advance(TimeSpan.FromMilliseconds(5));
        var child = Store.NewIngested(trace, root.Id, "child");
        await Store.TakeAsync(Owner, child);
        Assert.Equal("child", (await Store.FindTraceAsync(Owner, trace))!.Summary.RootName);

        await Store.TakeAsync(Owner, root);

        var found = (await Store.FindTraceAsync(Owner, trace))!;
        Assert.Equal(("root", root.StartedAt), (found.Summary.RootName, found.Summary.StartedAt));
        Assert.Equal([root.Id, child.Id], found.Spans.Select(span => span.Id));
        Assert.Equal([1, 2, 3, 4], (await Store.ReadSpanLogAsync(Owner, trace)).Entries.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Take_SameSpanTwice_ChangesNothing()
    {
        var span = Store.NewIngested(Store.NewTrace()) with { TotalTokens = 5 };

        Assert.Empty(await Store.TakeAsync(Owner, span, span));
        Assert.Empty(await Store.TakeAsync(Owner, span with { Name = "another name" }));

        var found = (await Store.FindTraceAsync(Owner, span.Trace))!;
        Assert.Equal((1, 5), (found.Summary.SpanCount, found.Summary.TotalTokens));
        Assert.Equal(span.Name, Assert.Single(found.Spans).Name);
        Assert.Equal(2, (await Store.ReadSpanLogAsync(Owner, span.Trace)).LastSeq);
    }

    [Fact]
    public async Task Take_TraceOfAnActiveRun_JoinsItAndItsLogGoesOn()
    {
        var hold = await Store.BeginAsync(Owner);
        var ours = Store.NewSpan(hold);
        var theirs = Store.NewIngested(hold.Id, ours.Id) with { TotalTokens = 4, CostUsd = 0.25m };
        await Store.WriteAsync(hold, new RunChange.SpanStarted(ours, false));

        Assert.Empty(await Store.TakeAsync(Owner, theirs));
        await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(ours)));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));

        var found = (await Store.FindTraceAsync(Owner, hold.Id))!;
        Assert.Equal((3, 7, 0.25m), (found.Summary.SpanCount, found.Summary.TotalTokens, found.Summary.TotalCostUsd));
        Assert.Equal([hold.RootSpan, ours.Id, theirs.Id], found.Spans.Select(span => span.Id));
        var log = await Store.ReadSpanLogAsync(Owner, hold.Id);
        Assert.Equal(Enumerable.Range(1, 7).Select(seq => (long)seq), log.Entries.Select(entry => entry.Seq));
        Assert.True(log.IsEnded);
    }

    [Fact]
    public async Task Take_SpanOfOurs_OursWins()
    {
        var hold = await Store.BeginAsync(Owner);
        var ours = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(ours, false));

        Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(hold.Id) with { Id = ours.Id, Name = "theirs" }));

        await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(ours)));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
        var found = (await Store.FindTraceAsync(Owner, hold.Id))!;
        Assert.Equal(ours.Name, found.Spans[1].Name);
        Assert.Equal(2, found.Summary.SpanCount);
    }

    [Fact]
    public async Task Take_SpanWeHaveExportedAndNotYetWritten_IsLeftToTheRun()
    {
        var hold = await Store.BeginAsync(Owner);
        var ours = Store.NewSpan(hold);

        Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(hold.Id) with { Id = ours.Id, IsExported = true }));

        Assert.Equal(CommitOutcome.Committed, await Store.WriteAsync(hold, new RunChange.SpanStarted(ours, false)));
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));
    }

    [Fact]
    public async Task Take_TraceOfAnEndedRun_IsLateAndInNoLog()
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.CompleteAsync(hold);
        var before = await Store.ReadSpanLogAsync(Owner, hold.Id);
        var late = Store.NewIngested(hold.Id, hold.RootSpan) with { TotalTokens = 4, CostUsd = 0.25m };

        Assert.Empty(await Store.TakeAsync(Owner, late));

        var found = (await Store.FindTraceAsync(Owner, hold.Id))!;
        Assert.Equal((2, 4, 0.25m), (found.Summary.SpanCount, found.Summary.TotalTokens, found.Summary.TotalCostUsd));
        Assert.Equal((SpanStatus.Ok, "agent"), (found.Summary.Status, found.Summary.RootName));
        Assert.Equal([hold.RootSpan, late.Id], found.Spans.Select(span => span.Id));
        Assert.Equal(
            before.Entries.Select(entry => entry.Seq),
            (await Store.ReadSpanLogAsync(Owner, hold.Id)).Entries.Select(entry => entry.Seq));
    }

    [Theory]
    [InlineData(RetentionMode.Result)]
    [InlineData(RetentionMode.None)]
    public async Task Take_TraceOfARunOfWhichItsSpansAreNotKept_IsRefused(RetentionMode mode)
    {
        var hold = (await Store.CreateAsync(Store.NewRun(Owner) with
        {
            ClaimFor = await Store.NewWorkerAsync(),
            Retention = new RetentionPolicy(mode, null),
        }))!;
        if (mode is RetentionMode.Result)
        {
            Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(hold.Id, hold.RootSpan)));
            await Store.CompleteAsync(hold);
        }

        var refused = await Store.TakeAsync(Owner, Store.NewIngested(hold.Id, hold.RootSpan));

        Assert.Contains($"retention '{mode.ToName()}'", Assert.Single(refused).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await Store.FindTraceAsync(Owner, hold.Id))?.Spans ?? [], span => span.Id == refused[0].Span.Id);
    }

    [Fact]
    public async Task Take_DeletedTraceOfWhichNothingIsLeft_IsRefusedForADay()
    {
        var deleted = Store.NewIngested(Store.NewTrace(), name: "secret");
        await Store.TakeAsync(Owner, deleted);
        await Store.Get<IDeletions>().DeleteTraceAsync(Owner, deleted.Trace, Token);
        await EraseAsync();
        var more = Store.NewIngested(deleted.Trace, deleted.Id);

        Assert.Contains("deleted", Assert.Single(await Store.TakeAsync(Owner, more)).Reason, StringComparison.Ordinal);
        Assert.Null(await Store.FindTraceAsync(Owner, deleted.Trace));
        await EraseForgottenAsync();
        Assert.Empty(await Store.TakeAsync(Owner, more));
        Assert.NotNull(await Store.FindTraceAsync(Owner, deleted.Trace));
    }

    [Fact]
    public async Task Take_DeletedTrace_IsRefusedAndTheOthersAreNot()
    {
        var deleted = Store.NewIngested(Store.NewTrace());
        await Store.TakeAsync(Owner, deleted);
        Assert.Equal(
            Deletion.Deleted, await Store.Get<IDeletions>().DeleteTraceAsync(Owner, deleted.Trace, Token));
        var more = Store.NewIngested(deleted.Trace, deleted.Id);
        var other = Store.NewIngested(Store.NewTrace());

        var refused = await Store.TakeAsync(Owner, more, other);

        Assert.Equal(more, Assert.Single(refused).Span);
        Assert.Contains("deleted", refused[0].Reason, StringComparison.Ordinal);
        Assert.Null(await Store.FindTraceAsync(Owner, deleted.Trace));
        Assert.NotNull(await Store.FindTraceAsync(Owner, other.Trace));
    }

    [Theory]
    [InlineData(RetentionMode.Session)]
    [InlineData(RetentionMode.Result)]
    public async Task Take_RunWhoseTraceWasDeletedAndErased_IsRefused(RetentionMode mode)
    {
        var hold = (await Store.CreateAsync(Store.NewRun(Owner) with
        {
            ClaimFor = await Store.NewWorkerAsync(),
            Retention = new RetentionPolicy(mode, null),
        }))!;
        await Store.CompleteAsync(hold);
        await Store.Get<IDeletions>().DeleteTraceAsync(Owner, hold.Id, Token);
        await EraseAsync();

        var refused = await Store.TakeAsync(Owner, Store.NewIngested(hold.Id, hold.RootSpan));

        Assert.Contains("deleted", Assert.Single(refused).Reason, StringComparison.Ordinal);
        Assert.Null(await Store.FindTraceAsync(Owner, hold.Id));
    }

    [Fact]
    public async Task Take_TraceOfSomebodyElse_MakesOneOfTheSendersOwn()
    {
        var hold = await Store.BeginAsync(Owner);
        var stranger = await Store.NewOwnerAsync();
        var span = Store.NewIngested(hold.Id);

        Assert.Empty(await Store.TakeAsync(stranger, span));

        Assert.Equal(span.Id, Assert.Single((await Store.FindTraceAsync(stranger, hold.Id))!.Spans).Id);
        Assert.Equal(hold.RootSpan, Assert.Single((await Store.FindTraceAsync(Owner, hold.Id))!.Spans).Id);
    }

    [Fact]
    public async Task Take_SpanThatCannotBeStored_IsRefusedAlone()
    {
        var trace = Store.NewTrace();
        var good = Enumerable.Range(0, 5).Select(_ => Store.NewIngested(trace)).ToList();
        var bad = Store.NewIngested(trace);
        bad = bad with { EndedAt = bad.StartedAt.AddSeconds(-1) };

        var refused = await Store.TakeAsync(Owner, [.. good, bad]);

        Assert.Equal(bad, Assert.Single(refused).Span);
        Assert.Equal(5, (await Store.FindTraceAsync(Owner, trace))!.Spans.Count);
    }

    [Fact]
    public async Task Take_ManyAtOnceIntoOneTrace_GivesEveryNumberOnce()
    {
        const int Senders = 8;
        const int Each = 25;
        var trace = Store.NewTrace();
        var shared = Store.NewIngested(trace);

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => Store.TakeAsync(
            Owner, [shared, .. Enumerable.Range(0, Each).Select(_ => Store.NewIngested(trace, shared.Id))]))));

        var found = (await Store.FindTraceAsync(Owner, trace))!;
        Assert.Equal((Senders * Each) + 1, found.Spans.Count);
        var numbers = new List<long>();
        for (LogPage page; (page = (await Store.Get<ILogReader>().ReadAsync(
            Owner, trace, LogKind.Spans, numbers.Count, Token))!).Entries.Count > 0;)
        {
            numbers.AddRange(page.Entries.Select(entry => entry.Seq));
        }

        Assert.Equal(Enumerable.Range(1, 2 * ((Senders * Each) + 1)).Select(seq => (long)seq), numbers);
    }

    [Fact]
    public async Task Take_WhileTheRunWrites_LosesNothingOfEither()
    {
        const int Times = 40;
        var hold = await Store.BeginAsync(Owner);
        var taking = Task.Run(async () =>
        {
            for (var count = 0; count < Times; count++)
            {
                Assert.Empty(await Store.TakeAsync(Owner, Store.NewIngested(hold.Id, hold.RootSpan)));
            }
        }, Token);
        for (var count = 0; count < Times; count++)
        {
            var span = Store.NewSpan(hold);
            await Store.WriteAsync(hold, new RunChange.SpanStarted(span, false));
            await Store.WriteAsync(hold, new RunChange.SpanEnded(Store.End(span)));
        }

        await taking;
        Assert.Equal(CommitOutcome.Committed, await Store.CompleteAsync(hold));

        var found = (await Store.FindTraceAsync(Owner, hold.Id))!;
        Assert.Equal((2 * Times) + 1, found.Spans.Count);
        Assert.Equal((2 * Times) + 1, found.Summary.SpanCount);
        var log = await Store.ReadSpanLogAsync(Owner, hold.Id);
        Assert.Equal(
            Enumerable.Range(1, (4 * Times) + 3).Select(seq => (long)seq), log.Entries.Select(entry => entry.Seq));
    }

    private static IngestedSpan Huge(IngestedSpan span) =>
        span with { TotalTokens = long.MaxValue, CostUsd = decimal.MaxValue };
}
