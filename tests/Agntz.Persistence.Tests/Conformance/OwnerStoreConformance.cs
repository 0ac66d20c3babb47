using Agntz.Domain.Owners;

namespace Agntz.Persistence.Tests.Conformance;

public abstract class OwnerStoreConformance(StorageProvider provider) : StoreConformance(provider)
{
    private IOwnerStore Owners => Store.Get<IOwnerStore>();

    [Fact]
    public async Task Ensure_KnownOwner_GivesTheSame()
    {
        var first = await Owners.EnsureAsync("issuer", "subject", Token);
        var second = await Owners.EnsureAsync("issuer", "subject", Token);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Ensure_SameSubjectOfAnotherIssuer_IsAnotherOwner()
    {
        var first = await Owners.EnsureAsync("issuer", "subject", Token);
        var second = await Owners.EnsureAsync("other", "subject", Token);

        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task Ensure_ManyAtOnce_MakeOneOwner()
    {
        var owners = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => Owners.EnsureAsync("issuer", "subject", Token))));

        Assert.Single(owners.Distinct());
    }
}
