using Agntz.Domain.Owners;

namespace Agntz.Persistence.Tests.Conformance;

public sealed class ConformanceCoverageTests
{
    [Fact]
    public void EveryPort_HasItsConformanceOnEveryEngine()
    {
        var ports = Registrations.StorePorts().Select(port => port.Name[1..]).Order().ToList();

        var tests = typeof(ConformanceCoverageTests).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(StoreConformance)))
            .Select(type => type.Name)
            .ToHashSet();

        Assert.NotEmpty(ports);
        Assert.All(ports, port => Assert.All(
            Enum.GetNames<StorageProvider>(), engine => Assert.Contains($"{engine}{port}Tests", tests)));
    }

    [Fact]
    public void EveryPort_IsOwnedByTheDomain()
    {
        Assert.All(Registrations.StorePorts(), port => Assert.Equal(typeof(Owner).Assembly, port.Assembly));
    }
}
