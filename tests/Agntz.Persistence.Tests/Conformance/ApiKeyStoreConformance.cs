using Agntz.Domain.Owners;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class ApiKeyStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IApiKeyStore Keys => Store.Get<IApiKeyStore>();

    private DateTimeOffset Now => Clock.GetUtcNow();

    [Fact]
    public async Task FindOwner_KeptKey_GivesItsOwner()
    {
        var key = ApiKey.Create();
        await AddAsync(Owner, key);

        Assert.Equal(Owner, (await Keys.FindAsync(ApiKey.Of(key.Value), Token))?.Owner);
    }

    [Fact]
    public async Task FindOwner_UnknownKey_GivesNobody()
    {
        await AddAsync(Owner, ApiKey.Create());

        Assert.Null(await Keys.FindAsync(ApiKey.Create(), Token));
    }

    [Fact]
    public async Task Add_KeyOfSomebodyElse_LeavesItWithThem()
    {
        var key = ApiKey.Create();
        await AddAsync(Owner, key);
        Assert.Null(await AddAsync(await Store.NewOwnerAsync(), key));

        Assert.Equal(Owner, (await Keys.FindAsync(key, Token))?.Owner);
    }

    [Fact]
    public async Task Any_TellsAFirstStartFromALaterOne()
    {
        Assert.False(await Keys.AnyAsync(Token));

        await AddAsync(Owner, ApiKey.Create());

        Assert.True(await Keys.AnyAsync(Token));
    }

    [Fact]
    public async Task Find_ExpiredKey_GivesNobody()
    {
        var (past, coming) = (ApiKey.Create(), ApiKey.Create());
        await AddAsync(Owner, past, Now);
        await AddAsync(Owner, coming, Now.AddHours(1));

        Assert.Null(await Keys.FindAsync(past, Token));
        Assert.Equal(Now.AddHours(1), (await Keys.FindAsync(coming, Token))?.ExpiresAt);
    }

    [Fact]
    public async Task Revoke_Key_LetsNobodyInAndIsListedNoMore()
    {
        var (first, second) = (ApiKey.Create(), ApiKey.Create());
        var kept = (await AddAsync(Owner, first))!;
        await AddAsync(Owner, second);

        Assert.True(await Keys.RevokeAsync(Owner, kept.Id, Token));
        Assert.False(await Keys.RevokeAsync(Owner, kept.Id, Token));

        Assert.Null(await Keys.FindAsync(first, Token));
        Assert.Equal([second.Shown], (await Keys.ListAsync(Owner, Token)).Select(key => key.Shown));
        Assert.Null(await AddAsync(Owner, first));
        Assert.Null(await Keys.FindAsync(first, Token));
    }

    [Fact]
    public async Task Any_OnlyRevokedAndExpiredKeys_IsAFirstStartAgain()
    {
        var kept = (await AddAsync(Owner, ApiKey.Create()))!;
        await AddAsync(Owner, ApiKey.Create(), Now);

        await Keys.RevokeAsync(Owner, kept.Id, Token);

        Assert.False(await Keys.AnyAsync(Token));
    }

    [Fact]
    public async Task ListAndRevoke_KeyOfSomebodyElse_DoNotSeeIt()
    {
        var key = ApiKey.Create();
        var kept = (await AddAsync(Owner, key))!;
        var other = await Store.NewOwnerAsync();

        Assert.Empty(await Keys.ListAsync(other, Token));
        Assert.False(await Keys.RevokeAsync(other, kept.Id, Token));
        Assert.NotNull(await Keys.FindAsync(key, Token));
    }

    [Fact]
    public async Task NoteUses_LaterAndEarlier_KeepsTheLatest()
    {
        var kept = (await AddAsync(Owner, ApiKey.Create()))!;
        Assert.Null(kept.LastUsedAt);

        await Keys.NoteUsesAsync([new KeyUse(Owner.Id, kept.Id, Now)], Token);
        await Keys.NoteUsesAsync([new KeyUse(Owner.Id, kept.Id, Now.AddMinutes(-1))], Token);

        Assert.Equal(kept with { LastUsedAt = Now }, Assert.Single(await Keys.ListAsync(Owner, Token)));
    }

    private Task<KeptApiKey?> AddAsync(Owner owner, ApiKey key, DateTimeOffset? expiresAt = null) =>
        Keys.AddAsync(owner, key, "a key", expiresAt, Token);
}
