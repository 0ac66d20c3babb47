using System.Data.Common;
using Agntz.Domain.Runs;
using Agntz.Persistence.Tests.Lifecycle;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>What the table of the run's lifecycle says, and nothing else, happens.</summary>
public abstract class RunLifecycleConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly LifecycleTable Table = LifecycleTable.Read();

    public static TheoryData<RunStatus> Statuses { get; } = [.. Enum.GetValues<RunStatus>()];

    [Fact]
    public void Table_OfTheDocumentation_HasEveryStatus()
    {
        Assert.Equal(Enum.GetValues<RunStatus>(), Table.Ends);
        Assert.Equal([null, .. Enum.GetValues<RunStatus>().Cast<RunStatus?>()], Table.Starts);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Step_ThroughThePorts_HappensWhereTheTableSaysSo(RunStatus from)
    {
        foreach (var to in Enum.GetValues<RunStatus>())
        {
            await TryAsync(from, to);
        }
    }

    [Theory]
    [InlineData(false, RunStatus.Pending)]
    [InlineData(true, RunStatus.Running)]
    public async Task Creation_GivesWhatTheTableSays(bool claimed, RunStatus status)
    {
        var run = Store.NewRun(Owner) with { ClaimFor = claimed ? await Store.NewWorkerAsync() : null };

        await Store.CreateAsync(run);

        Assert.Equal(status, (await FindAsync(run.Id)).Status);
        Assert.Equal(
            [RunStatus.Pending, RunStatus.Running],
            Enum.GetValues<RunStatus>().Where(created => Table.Allows(null, created)));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Statement_ThatChangesTheStatusAlone_IsRefused(RunStatus from)
    {
        var hold = await new LifecycleSteps(Store, Owner).EnterAsync(from, timeIsOver: false);
        var isActive = (await FindAsync(hold.Id)).EndedAt is null;

        foreach (var to in Enum.GetValues<RunStatus>().Where(to => isActive || to != from))
        {
            await Assert.ThrowsAnyAsync<DbException>(
                () => Store.ExecuteAsync($"UPDATE runs SET status = {to.ToName()} WHERE id = {hold.Id.Value}"));
            Assert.Equal(from, (await FindAsync(hold.Id)).Status);
        }
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.Cancelled)]
    public async Task Statement_ThatTakesTheEndAway_IsRefused(RunStatus from)
    {
        var hold = await new LifecycleSteps(Store, Owner).EnterAsync(from, timeIsOver: false);

        await Assert.ThrowsAnyAsync<DbException>(
            () => Store.ExecuteAsync($"UPDATE runs SET status = NULL WHERE id = {hold.Id.Value}"));
        Assert.Equal(from, (await FindAsync(hold.Id)).Status);
    }

    [Fact]
    public async Task Statement_ThatClaimsWithoutAnEpoch_IsRefused()
    {
        var run = await Store.QueueAsync(Owner);
        var worker = await Store.NewWorkerAsync();

        await Assert.ThrowsAnyAsync<DbException>(
            () => Store.ExecuteAsync($"UPDATE active_runs SET worker_id = {worker} WHERE id = {run.Id.Value}"));
        Assert.Equal(RunStatus.Pending, (await FindAsync(run.Id)).Status);
    }

    private async Task TryAsync(RunStatus from, RunStatus to)
    {
        var steps = new LifecycleSteps(Store, Owner);
        var hold = await steps.EnterAsync(from, timeIsOver: (from, to) is (RunStatus.Pending, RunStatus.Failed));
        var before = await FindAsync(hold.Id);
        Assert.Equal(from, before.Status);

        await steps.TryAsync(hold, to);

        var after = await FindAsync(hold.Id);
        Assert.Equal((from, to, Table.Allows(from, to) ? to : from), (from, to, after.Status));
        if (after.Status == from)
        {
            Assert.Equal(before with { Error = null }, after with { Error = null });
            Assert.Equal(before.Error?.Code, after.Error?.Code);
        }
    }

    private async Task<Run> FindAsync(RunId run) => (await Store.Get<IRunReader>().FindAsync(Owner, run, Token))!;
}
