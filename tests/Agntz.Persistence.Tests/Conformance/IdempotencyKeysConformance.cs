using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class IdempotencyKeysConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly IdempotencyKey Key = new("order-1", Hash(1));

    private IIdempotencyKeys Keys => Store.Get<IIdempotencyKeys>();

    [Fact]
    public async Task Create_WithANewKey_CreatesTheRunAndKeepsTheKey()
    {
        var run = Store.NewRun(Owner) with { Key = Key };

        Assert.IsType<RunCreation.Created>(await CreateAsync(run));

        var found = await Keys.FindAsync(Owner, Key.Value, Token);
        Assert.Equal(run.Id, found!.Run);
        Assert.True(found.IsOf(Key));
        Assert.False(found.IsOf(Key with { RequestHash = Hash(2) }));
    }

    [Fact]
    public async Task Create_WithAKeyOfAnotherRun_AnswersThatRunAndLeavesNothing()
    {
        var first = Store.NewRun(Owner) with { Key = Key };
        await CreateAsync(first);
        var worker = await Store.NewWorkerAsync();
        var second = Store.NewRun(Owner) with { Key = Key with { RequestHash = Hash(2) }, ClaimFor = worker };

        var repeated = Assert.IsType<RunCreation.Repeated>(await CreateAsync(second));

        Assert.Equal(first.Id, repeated.Original.Run);
        Assert.True(repeated.Original.IsOf(Key));
        Assert.Null(await Store.Get<IRunReader>().FindAsync(Owner, second.Id, Token));
        Assert.Equal([first.Id], await RunsAsync(Owner));
    }

    [Fact]
    public async Task Create_ManyAtOnceWithOneKey_CreatesOneRun()
    {
        var runs = Enumerable.Range(0, 20).Select(_ => Store.NewRun(Owner) with { Key = Key }).ToList();
        var other = Store.NewRun(Owner) with { Key = new("order-2", Hash(1)) };
        var without = Store.NewRun(Owner);

        var creations = await Task.WhenAll(runs.Append(other).Append(without).Select(CreateAsync));

        var created = Assert.Single(await RunsAsync(Owner), id => id != other.Id && id != without.Id);
        Assert.Equal(3, creations.Count(creation => creation is RunCreation.Created));
        Assert.All(
            creations.OfType<RunCreation.Repeated>(), repeated => Assert.Equal(created, repeated.Original.Run));
    }

    [Fact]
    public async Task Create_WithTheKeyOfAnotherOwner_CreatesARun()
    {
        var stranger = await Store.NewOwnerAsync();
        await CreateAsync(Store.NewRun(Owner) with { Key = Key });
        Assert.Null(await Keys.FindAsync(stranger, Key.Value, Token));

        Assert.IsType<RunCreation.Created>(await CreateAsync(Store.NewRun(stranger) with { Key = Key }));
    }

    [Fact]
    public async Task Create_RefusedRow_LeavesItsKeyFree()
    {
        var poisoned = Store.NewRun(Owner) with { Key = Key };
        poisoned = poisoned with { RootSpan = poisoned.RootSpan with { Kind = null! } };
        Assert.IsType<RunCreation.Rejected>(await CreateAsync(poisoned));

        Assert.Null(await Keys.FindAsync(Owner, Key.Value, Token));
        Assert.IsType<RunCreation.Created>(await CreateAsync(Store.NewRun(Owner) with { Key = Key }));
    }

    [Fact]
    public async Task Create_WithAKeyThatLivesNoMore_TakesItOver()
    {
        await CreateAsync(Store.NewRun(Owner) with { Key = Key });
        Clock.Advance(IdempotencyKey.Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await Keys.FindAsync(Owner, Key.Value, Token));
        Assert.IsType<RunCreation.Repeated>(await CreateAsync(Store.NewRun(Owner) with { Key = Key }));

        Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await Keys.FindAsync(Owner, Key.Value, Token));
        var again = Store.NewRun(Owner) with { Key = Key };
        Assert.IsType<RunCreation.Created>(await CreateAsync(again));
        Assert.Equal(again.Id, (await Keys.FindAsync(Owner, Key.Value, Token))!.Run);
    }

    [Fact]
    public async Task Sweep_ForgetsOnlyWhatLivesNoMore_AndOnlySoMuchAtOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(number =>
            CreateAsync(Store.NewRun(Owner) with { Key = new($"old-{number}", Hash(1)) })));
        Clock.Advance(IdempotencyKey.Lifetime);
        await CreateAsync(Store.NewRun(Owner) with { Key = Key });

        Assert.Equal(3, await Keys.SweepAsync(3, Token));
        Assert.Equal(2, await Keys.SweepAsync(3, Token));
        Assert.Equal(0, await Keys.SweepAsync(3, Token));

        Assert.NotNull(await Keys.FindAsync(Owner, Key.Value, Token));
    }

    private static byte[] Hash(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private Task<RunCreation> CreateAsync(NewRun run) => Store.Get<IRunWriter>().CreateAsync(run, RunSteps.Patience);

    private async Task<IEnumerable<RunId>> RunsAsync(Owner owner) =>
        (await Store.Get<IRunReader>().ListAsync(owner, new RunQuery { Limit = 100 }, Token)).Rows.Select(run => run.Id);
}
