using Agntz.Persistence;

namespace Agntz.Api.Tests.Clients;

/// <summary>The clients at a service of their own.</summary>
public sealed class ClientTests() : ClientSuite(StorageProvider.Memory)
{
    protected override Uri BaseUrl => Service.Address;
}
