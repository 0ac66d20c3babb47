using Agntz.Providers.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agntz.Providers.Tests.Outbound;

public sealed class OutboundOptionsTests
{
    [Fact]
    public void AllowedHosts_AreReadFromTheConfiguration()
    {
        var options = Read(("Outbound:AllowedHosts:0", "a.internal"), ("Outbound:AllowedHosts:1", "10.0.0.1:80"));

        Assert.Equal(["a.internal", "10.0.0.1:80"], options.AllowedHosts);
    }

    [Fact]
    public void AllowedHosts_EntryThatIsNoHost_StopsTheStartAndNamesTheSetting()
    {
        var failure = Assert.Throws<OptionsValidationException>(
            () => Read(("Outbound:AllowedHosts:0", "a.internal"), ("Outbound:AllowedHosts:1", "http://b.internal/")));

        Assert.Contains("Outbound:AllowedHosts:1", failure.Message);
        Assert.Contains("'http://b.internal/'", failure.Message);
    }

    private static OutboundOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(it => it.Key, it => (string?)it.Value)).Build();
        using var services = new ServiceCollection().AddOutbound(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<IOptions<OutboundOptions>>().Value;
    }
}
