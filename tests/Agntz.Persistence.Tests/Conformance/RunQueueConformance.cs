using Agntz.Domain.Owners;
using Agntz.Domain.Traces;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class RunQueueConformance(StorageProvider provider) : StoreConformance(provider)
{
    [Fact]
    public async Task Claim_WaitingRun_GivesEverythingNeededToExecuteIt()
    {
        var run = Store.NewRun(Owner, "writer", input: """{"topic":"Tea"}""");
        run = run with { RootSpan = run.RootSpan with { Attributes = """{"agntz.agent.kind":"llm"}""" } };
        await Store.CreateAsync(run);
        var worker = await Store.NewWorkerAsync();

        var claimed = Assert.Single(await ClaimAsync(worker));

        Assert.Equal(run.Id, claimed.Hold.Id);
        Assert.Equal(Owner, claimed.Hold.Owner);
        Assert.Equal(worker, claimed.Hold.WorkerId);
        Assert.Equal(1, claimed.Hold.Epoch);
        Assert.Equal(run.RootSpan.Id, claimed.Hold.RootSpan);
        Assert.Equal("writer", claimed.AgentId);
        Assert.Equal(run.AgentVersion, claimed.AgentVersion);
        Assert.Equal(run.StartedAt, claimed.StartedAt);
        Assert.Equal("""{"topic":"Tea"}""", claimed.Input);
        Assert.Equal(Span.Begun(run.RootSpan), claimed.Root);
    }

    [Fact]
    public async Task Claim_TakenRun_IsNotGivenAgain()
    {
        await Store.QueueAsync(Owner);
        await ClaimAsync(await Store.NewWorkerAsync());

        Assert.Empty(await ClaimAsync(await Store.NewWorkerAsync()));
    }

    [Fact]
    public async Task Claim_OldestRunsComeFirst()
    {
        var newer = await Store.QueueAsync(Owner, startedAt: Clock.GetUtcNow());
        var older = await Store.QueueAsync(Owner, startedAt: Clock.GetUtcNow().AddSeconds(-1));
        var worker = await Store.NewWorkerAsync();

        var first = await ClaimAsync(worker, slots: 1);
        var second = await ClaimAsync(worker, slots: 1);

        Assert.Equal([older.Id, newer.Id], first.Concat(second).Select(run => run.Hold.Id));
    }

    [Fact]
    public async Task Claim_ManyOwners_AreServedInTurn()
    {
        var owners = new List<Owner> { Owner, await Store.NewOwnerAsync(), await Store.NewOwnerAsync() };
        foreach (var owner in owners)
        {
            await Store.QueueAsync(owner);
            await Store.QueueAsync(owner);
        }

        var worker = await Store.NewWorkerAsync();

        var round = await ClaimAsync(worker, slotsPerOwner: 1);
        var afterTheFirst = await ClaimAsync(worker, slots: 1, slotsPerOwner: 1, after: owners[0].Id);

        Assert.Equal(owners.Select(owner => owner.Id), round.Select(run => run.Hold.Owner.Id).Order());
        Assert.Equal(owners[1].Id, Assert.Single(afterTheFirst).Hold.Owner.Id);
    }

    [Fact]
    public async Task Claim_OwnerWithItsShare_IsPassedOver()
    {
        await Store.QueueAsync(Owner);
        var other = await Store.NewOwnerAsync();
        await Store.QueueAsync(other);

        var claimed = await ClaimAsync(await Store.NewWorkerAsync(), satisfied: [Owner.Id]);

        Assert.Equal(other.Id, Assert.Single(claimed).Hold.Owner.Id);
    }

    [Fact]
    public async Task Claim_ByAnIncarnationThatIsNotAlive_TakesNothing()
    {
        await Store.QueueAsync(Owner);

        Assert.Empty(await ClaimAsync(Guid.NewGuid()));
        Assert.Single(await ClaimAsync(await Store.NewWorkerAsync()));
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachRunToOneWorker()
    {
        const int Runs = 60;
        const int Workers = 6;
        var created = await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => Store.QueueAsync(Owner)));
        var workers = new List<Guid>();
        for (var index = 0; index < Workers; index++)
        {
            workers.Add(await Store.NewWorkerAsync());
        }

        var claims = await Task.WhenAll(workers.Select(worker => Task.Run(() => DrainAsync(worker))));

        Assert.Equal(
            created.Select(run => run.Id.ToString()).Order(),
            claims.SelectMany(claim => claim).Select(run => run.Hold.Id.ToString()).Order());
    }

    [Fact]
    public async Task Claim_RunThatWasClaimedAtItsCreation_IsNotInTheQueue()
    {
        await Store.BeginAsync(Owner);

        Assert.Empty(await ClaimAsync(await Store.NewWorkerAsync()));
    }

    private async Task<List<ClaimedRun>> DrainAsync(Guid worker)
    {
        var all = new List<ClaimedRun>();
        while (await ClaimAsync(worker, slots: 3) is { Count: > 0 } claimed)
        {
            all.AddRange(claimed);
        }

        return all;
    }

    private Task<IReadOnlyList<ClaimedRun>> ClaimAsync(
        Guid worker, int slots = 100, int slotsPerOwner = 100, long after = 0, params long[] satisfied) =>
        Store.Get<IRunQueue>().ClaimAsync(
            new ClaimRequest
            {
                WorkerId = worker,
                Slots = slots,
                SlotsPerOwner = slotsPerOwner,
                AfterOwner = after,
                SatisfiedOwners = satisfied,
            },
            Token);
}
