using Agntz.Domain.Owners;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Persistence.Tests.Conformance;

/// <summary>What the registration of persistence offers to the rest of the service.</summary>
internal static class Registrations
{
    /// <summary>The ports of the domain it implements.</summary>
    public static IEnumerable<Type> StorePorts() =>
        new ServiceCollection().AddAgntzPersistence(new ConfigurationBuilder().Build())
            .Select(service => service.ServiceType)
            .Where(type => type.IsInterface && type.Assembly == typeof(Owner).Assembly)
            .Distinct();
}
