using Agntz.Domain.Secrets;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class KeyRingStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IKeyRingStore KeyRing => Store.Get<IKeyRingStore>();

    [Fact]
    public async Task List_GivesEveryKeyInTheOrderItWasAdded()
    {
        await KeyRing.AddAsync("key-2", "<key id=\"2\">ä</key>", Token);
        await KeyRing.AddAsync("key-1", "<key id=\"1\" />", Token);

        Assert.Equal(["<key id=\"2\">ä</key>", "<key id=\"1\" />"], await KeyRing.ListAsync(Token));
    }

    [Fact]
    public async Task Add_NameThatIsThere_LeavesItAsItIs()
    {
        await KeyRing.AddAsync("key-1", "<first />", Token);
        await KeyRing.AddAsync("key-1", "<second />", Token);

        Assert.Equal(["<first />"], await KeyRing.ListAsync(Token));
    }
}
