using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Nginx;

namespace Agntz.Api.Tests.Clients;

/// <summary>The clients at two replicas, which a proxy asks in turns, so that hardly two requests go to the same.</summary>
public sealed class ReplicaClientTests() : ClientSuite(StorageProvider.Postgres)
{
    private AgntzApplication? _other;
    private NginxProxy? _proxy;

    protected override Uri BaseUrl => _proxy!.Address;

    // A proxy that replaces the beginning of a path decodes all of it, and a slash would part it.
    protected override string SessionId => "talk with:odd id";

    protected override async ValueTask SetUpAsync()
    {
        _other = AgntzApplication.Start(Service.Location, Settings);
        _proxy = await NginxProxy.StartAsync(Service.Address, _other.Address);
    }

    protected override async ValueTask TearDownAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        if (_other is not null)
        {
            await _other.DisposeAsync();
        }
    }
}
