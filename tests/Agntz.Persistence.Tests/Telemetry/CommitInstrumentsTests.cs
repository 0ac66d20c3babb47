using System.Diagnostics.Metrics;
using Agntz.Domain.Agents;
using Agntz.Domain.Runs;
using Agntz.Domain.Time;
using Agntz.Testing.Stores;
using Agntz.Testing.Telemetry;

namespace Agntz.Persistence.Tests.Telemetry;

public sealed class CommitInstrumentsTests : IAsyncLifetime
{
    private TestStore? _store;
    private MeasuredValues? _values;

    private TestStore Store => _store!;

    private MeasuredValues Values => _values!;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(StorageProvider.Memory);
        _values = new MeasuredValues(_store.Get<IMeterFactory>());
    }

    public async ValueTask DisposeAsync()
    {
        _values?.Dispose();
        await Store.DisposeAsync();
    }

    [Fact]
    public async Task Flush_IsMeasuredWithAllItsEntries()
    {
        await Store.BeginAsync(await Store.NewOwnerAsync());

        Assert.Equal(1, Assert.Single(Values.Of("agntz.commit.batch.size")).Value);
        Assert.True(Assert.Single(Values.Of("agntz.commit.duration")).Value > 0);
    }

    [Fact]
    public async Task Events_AreCountedByLog()
    {
        var hold = await Store.BeginAsync(await Store.NewOwnerAsync());
        var span = Store.NewSpan(hold);
        await Store.WriteAsync(hold, new RunChange.SpanStarted(span, IsEffect: true), new RunChange.SpanEnded(Store.End(span)));
        await Store.CompleteAsync(hold);

        // One event as the run begins and one as it ends; two spans with their ends, and the end of the trace.
        Assert.Equal(2, Sum("agntz.events.committed", "agntz.log", "run"));
        Assert.Equal(5, Sum("agntz.events.committed", "agntz.log", "span"));
    }

    [Fact]
    public async Task EndedRun_IsCountedByStatusAndAgent()
    {
        var hold = await Store.BeginAsync(await Store.NewOwnerAsync());
        await Store.Get<IRunWriter>().WriteAsync(new RunWrite(hold, [], new RunEnding
        {
            Outcome = new RunOutcome.Failed(new RunError("no", "NO")),
            EndedAt = Store.Get<TimeProvider>().GetInstant(),
            AgentKind = AgentKind.Sequential,
        }));

        var ended = Assert.Single(Values.Of("agntz.runs.ended"));
        Assert.Equal(1, ended.Value);
        Assert.Equal("failed", ended.Tag("agntz.run.status"));
        Assert.Equal("sequential", ended.Tag("agntz.agent.kind"));
        Assert.Equal(2, ended.Tags.Count);
    }

    [Fact]
    public async Task RunThatNobodyExecuted_IsCountedAsItIsCancelled()
    {
        var owner = await Store.NewOwnerAsync();
        var run = await Store.QueueAsync(owner);

        await Store.Get<IRunCanceller>().RequestAsync(
            owner, run.Id, CancelMode.Finish, TestContext.Current.CancellationToken);

        var ended = Assert.Single(Values.Of("agntz.runs.ended"));
        Assert.Equal("cancelled", ended.Tag("agntz.run.status"));
        Assert.Null(ended.Tag("agntz.agent.kind"));
    }

    private double Sum(string name, string tag, string value) =>
        Values.Of(name).Where(it => it.Tag(tag) == value).Sum(it => it.Value);
}
