using Agntz.Domain.Paging;
using Agntz.Domain.Runs;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class RunReaderConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IRunReader Runs => Store.Get<IRunReader>();

    [Fact]
    public async Task Find_QueuedRun_IsPending()
    {
        var created = await Store.QueueAsync(Owner, "writer", input: """{"b":1,"a":"\u0000 é"}""");

        var run = await Runs.FindAsync(Owner, created.Id, Token);

        Assert.Equal(RunStatus.Pending, run!.Status);
        Assert.Equal("writer", run.AgentId);
        Assert.Equal(created.StartedAt, run.StartedAt);
        Assert.Null(run.EndedAt);
        Assert.Null(run.Error);
        Assert.Equal("""{"b":1,"a":"\u0000 é"}""", run.Payload!.Input);
    }

    [Fact]
    public async Task Find_HeldRun_IsRunning()
    {
        var hold = await Store.BeginAsync(Owner);

        Assert.Equal(RunStatus.Running, (await Runs.FindAsync(Owner, hold.Id, Token))!.Status);
    }

    [Fact]
    public async Task Find_FailedRun_HasItsErrorWithDetails()
    {
        var hold = await Store.BeginAsync(Owner);
        Clock.Advance(TimeSpan.FromMilliseconds(1234));
        await Store.EndAsync(hold, new RunOutcome.Failed(new RunError("It broke.", "BROKEN", ["first", "second"])));

        var run = await Runs.FindAsync(Owner, hold.Id, Token);

        Assert.Equal(RunStatus.Failed, run!.Status);
        Assert.Equal(Clock.GetUtcNow(), run.EndedAt);
        Assert.Equal(("It broke.", "BROKEN"), (run.Error!.Message, run.Error.Code));
        Assert.Equal(["first", "second"], run.Error.Details);
    }

    [Fact]
    public async Task Find_RunOfSomebodyElse_IsUnknown()
    {
        var created = await Store.QueueAsync(Owner);

        Assert.Null(await Runs.FindAsync(await Store.NewOwnerAsync(), created.Id, Token));
    }

    [Fact]
    public async Task List_RunsOfSomebodyElse_AreNotInIt()
    {
        await Store.QueueAsync(Owner);

        Assert.Empty((await ListAsync(await Store.NewOwnerAsync())).Rows);
    }

    [Fact]
    public async Task List_PageByPage_GivesEveryRunOnceNewestFirst()
    {
        var created = new List<NewRun>();
        for (var index = 0; index < 11; index++)
        {
            // Every second one shares its instant with the one before, so that the id must decide.
            created.Add(await Store.QueueAsync(Owner, startedAt: Clock.GetUtcNow().AddMilliseconds(index / 2)));
        }

        var listed = new List<Run>();
        PageCursor? after = null;
        do
        {
            var page = await Runs.ListAsync(Owner, new RunQuery { Limit = 3, After = after }, Token);
            listed.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(
            created.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id.ToString(), StringComparer.Ordinal)
                .Select(run => run.Id),
            listed.Select(run => run.Id));
        Assert.All(listed, run => Assert.Null(run.Payload));
    }

    [Fact]
    public async Task List_LastPageThatIsJustFull_HasNoNext()
    {
        await Store.QueueAsync(Owner);
        await Store.QueueAsync(Owner);

        Assert.Null((await Runs.ListAsync(Owner, new RunQuery { Limit = 2 }, Token)).Next);
    }

    [Theory]
    [InlineData(RunStatus.Pending)]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Cancelled)]
    public async Task List_ByStatus_GivesOnlyThose(RunStatus status)
    {
        var runs = new Dictionary<RunStatus, RunId> { [RunStatus.Pending] = (await Store.QueueAsync(Owner)).Id };
        runs[RunStatus.Running] = (await Store.BeginAsync(Owner)).Id;
        runs[RunStatus.Completed] = await EndedAsync(new RunOutcome.Completed("{}"));
        runs[RunStatus.Failed] = await EndedAsync(new RunOutcome.Failed(RunErrors.Internal));
        runs[RunStatus.Cancelled] = await EndedAsync(new RunOutcome.Cancelled(RunEnd.CancelledByUser));

        var page = await Runs.ListAsync(Owner, new RunQuery { Limit = 10, Status = status }, Token);

        var run = Assert.Single(page.Rows);
        Assert.Equal(runs[status], run.Id);
        Assert.Equal(status, run.Status);
    }

    [Fact]
    public async Task List_ByAgentAndTime_GivesWhatLiesWithin()
    {
        var start = Clock.GetUtcNow();
        await Store.QueueAsync(Owner, "writer", start);
        var wanted = await Store.QueueAsync(Owner, "writer", start.AddSeconds(1));
        await Store.QueueAsync(Owner, "editor", start.AddSeconds(1));
        await Store.QueueAsync(Owner, "writer", start.AddSeconds(2));

        var page = await Runs.ListAsync(
            Owner,
            new RunQuery
            {
                Limit = 10,
                AgentId = "writer",
                StartedAfter = start.AddSeconds(1),
                StartedBefore = start.AddSeconds(1),
            },
            Token);

        Assert.Equal(wanted.Id, Assert.Single(page.Rows).Id);
    }

    private async Task<RunId> EndedAsync(RunOutcome outcome)
    {
        var hold = await Store.BeginAsync(Owner);
        await Store.EndAsync(hold, outcome);
        return hold.Id;
    }

    private Task<Page<Run>> ListAsync(Domain.Owners.Owner owner) =>
        Runs.ListAsync(owner, new RunQuery { Limit = 10 }, Token);
}
