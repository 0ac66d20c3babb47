using Agntz.Domain.Telemetry;
using Agntz.Domain.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agntz.Providers.Tests;

public sealed class PriceOptionsTests
{
    [Fact]
    public void Prices_AreReadFromTheConfiguration()
    {
        var price = Read(
            ("Models:Prices:0:Provider", "openai"),
            ("Models:Prices:0:Model", "llama3:8b"),
            ("Models:Prices:0:Input", "1.25"),
            ("Models:Prices:0:CachedInput", "0.125"),
            ("Models:Prices:0:Output", "10")).Find("OpenAi", "llama3:8b", null);

        Assert.Equal(
            new ModelPrice { Provider = "openai", Model = "llama3:8b", Input = 1.25m, CachedInput = 0.125m, Output = 10 },
            price);
    }

    [Theory]
    [InlineData("Models:Prices:0:Model", "", "Models__Prices__0__Model")]
    [InlineData("Models:Prices:0:Input", "-1", "Models:Prices:0:Input")]
    [InlineData("Models:Prices:0:Output", "", "found nothing")]
    [InlineData("Models:Prices:0:Reasoning", "1000001", "Models:Prices:0:Reasoning")]
    [InlineData("Models:Prices:1:Model", "m", "more than one price of model 'm'")]
    public void Prices_Wrong_StopTheStartAndNameTheSetting(string key, string value, string named)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(
            ("Models:Prices:0:Model", "m"), ("Models:Prices:0:Input", "1"), ("Models:Prices:0:Output", "1"),
            (key, value)));

        Assert.Contains(named, failure.Message);
    }

    private static PriceTable Read(params (string Key, string Value)[] settings)
    {
        var read = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            read[key] = value.Length == 0 ? null : value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(read).Build();
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(GenAiConventions.Version141)
            .AddAgntzProviders(configuration)
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<PriceTable>();
    }
}
