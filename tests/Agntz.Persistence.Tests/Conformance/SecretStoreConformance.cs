using Agntz.Domain.Secrets;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class SecretStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private ISecretStore Secrets => Store.Get<ISecretStore>();

    [Fact]
    public async Task Find_KeptNames_GivesTheirBytesAndLeavesOutTheOthers()
    {
        await Secrets.SetAsync(Owner, "a", [1, 0, 255], Token);
        await Secrets.SetAsync(Owner, "b", [2], Token);
        await Secrets.SetAsync(Owner, "c", [3], Token);

        var found = await Secrets.FindAsync(Owner, ["a", "b", "none"], Token);

        Assert.Equal(["a", "b"], found.Keys.Order());
        Assert.Equal([1, 0, 255], found["a"]);
        Assert.Equal([2], found["b"]);
    }

    [Fact]
    public async Task Find_NameInAnotherCase_IsAnotherName()
    {
        await Secrets.SetAsync(Owner, "KEY", [1], Token);

        Assert.Empty(await Secrets.FindAsync(Owner, ["key"], Token));
    }

    [Fact]
    public async Task Set_SameNameAgain_ReplacesTheBytesAndKeepsWhenItWasMade()
    {
        var made = Clock.GetUtcNow();
        await Secrets.SetAsync(Owner, "a", [1], Token);
        Clock.Advance(Later);

        await Secrets.SetAsync(Owner, "a", [2], Token);

        Assert.Equal([new SecretSummary("a", made, made + Later)], await Secrets.ListAsync(Owner, Token));
        Assert.Equal([2], (await Secrets.FindAsync(Owner, ["a"], Token))["a"]);
    }

    [Fact]
    public async Task Set_SameNameFromManySides_KeepsOneOfThem()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(it => Secrets.SetAsync(Owner, "a", [(byte)it], Token)));

        Assert.Single(await Secrets.ListAsync(Owner, Token));
        Assert.InRange((await Secrets.FindAsync(Owner, ["a"], Token))["a"][0], 0, 7);
    }

    [Fact]
    public async Task List_IsInOrdinalOrder()
    {
        foreach (var name in new[] { "b", "A", "_", "a", "B" })
        {
            await Secrets.SetAsync(Owner, name, [1], Token);
        }

        Assert.Equal(["A", "B", "_", "a", "b"], (await Secrets.ListAsync(Owner, Token)).Select(secret => secret.Name));
    }

    [Fact]
    public async Task Delete_KeptName_ForgetsItOnce()
    {
        await Secrets.SetAsync(Owner, "a", [1], Token);

        Assert.True(await Secrets.DeleteAsync(Owner, "a", Token));
        Assert.False(await Secrets.DeleteAsync(Owner, "a", Token));
        Assert.Empty(await Secrets.FindAsync(Owner, ["a"], Token));
    }

    [Fact]
    public async Task EveryOwner_SeesAndTouchesOnlyTheirOwn()
    {
        var other = await Store.NewOwnerAsync();
        await Secrets.SetAsync(Owner, "a", [1], Token);

        Assert.Empty(await Secrets.ListAsync(other, Token));
        Assert.Empty(await Secrets.FindAsync(other, ["a"], Token));
        Assert.False(await Secrets.DeleteAsync(other, "a", Token));
        await Secrets.SetAsync(other, "a", [2], Token);
        Assert.Equal([1], (await Secrets.FindAsync(Owner, ["a"], Token))["a"]);
    }
}
