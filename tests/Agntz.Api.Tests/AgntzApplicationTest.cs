using Agntz.Persistence;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests;

/// <summary>Tests of the whole service, each on a fresh one.</summary>
public abstract class AgntzApplicationTest(StorageProvider provider = StorageProvider.Memory) : IAsyncLifetime
{
    private AgntzApplication? _service;

    protected AgntzApplication Service => _service!;

    protected AgntzClient Api => Service.Api;

    protected virtual (string Key, string Value)[] Settings => [];

    public virtual async ValueTask InitializeAsync() =>
        _service = await AgntzApplication.StartAsync(provider, Settings);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_service is not null)
        {
            await _service.DisposeAsync();
        }
    }
}
