using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Testing.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>What every engine must do. Each test has a fresh store, and a clock of its own.</summary>
public abstract class StoreConformance(StorageProvider provider) : IAsyncLifetime
{
    private TestStore? _store;
    private Owner? _owner;

    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.Parse("2026-03-04T05:06:07.089Z"));

    protected TestStore Store => _store!;

    protected Owner Owner => _owner!;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.StartAsync(provider, Clock);
        _owner = await _store.NewOwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    /// <summary>Erases what was deleted, so many rows at a time.</summary>
    protected async Task EraseAsync(int rows = 1000)
    {
        while (await Store.Get<IErasure>().EraseAsync(rows, Token))
        {
        }
    }

    /// <summary>The same, and after a day what was remembered as deleted.</summary>
    protected async Task EraseForgottenAsync(int rows = 1000)
    {
        await EraseAsync(rows);
        Clock.Advance(TimeSpan.FromDays(1));
        await EraseAsync(rows);
    }
}
