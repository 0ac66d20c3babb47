using Agntz.Domain.Owners;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class ApiKeyStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IApiKeyStore Keys => Store.Get<IApiKeyStore>();

    [Fact]
    public async Task FindOwner_KeptKey_GivesItsOwner()
    {
        var key = ApiKey.Create();
        await Keys.AddAsync(Owner, key, "a key", Token);

        Assert.Equal(Owner, await Keys.FindOwnerAsync(ApiKey.Of(key.Value), Token));
    }

    [Fact]
    public async Task FindOwner_UnknownKey_GivesNobody()
    {
        await Keys.AddAsync(Owner, ApiKey.Create(), "a key", Token);

        Assert.Null(await Keys.FindOwnerAsync(ApiKey.Create(), Token));
    }

    [Fact]
    public async Task Add_KeyOfSomebodyElse_LeavesItWithThem()
    {
        var key = ApiKey.Create();
        await Keys.AddAsync(Owner, key, "a key", Token);
        await Keys.AddAsync(await Store.NewOwnerAsync(), key, "the same key", Token);

        Assert.Equal(Owner, await Keys.FindOwnerAsync(key, Token));
    }

    [Fact]
    public async Task Any_TellsAFirstStartFromALaterOne()
    {
        Assert.False(await Keys.AnyAsync(Token));

        await Keys.AddAsync(Owner, ApiKey.Create(), "a key", Token);

        Assert.True(await Keys.AnyAsync(Token));
    }
}
