using Agntz.Domain.Runs;
using Agntz.Domain.Usage;

namespace Agntz.Domain.Tests.Usage;

public sealed class PriceTableTests
{
    private static readonly RunUsage Usage = new(1_000_000, 100_000);

    [Fact]
    public void CostOf_PartsWithPrices_CountsEveryTokenOnce()
    {
        var prices = new PriceTable([Price("m") with { CachedInput = 0.5m, CacheWrite = 8, Reasoning = 20 }]);

        var cost = prices.CostOf("openai", "m", null, Usage, new TokenParts(200_000, 100_000, 40_000));

        // 700,000 read at 2, 200,000 of the cache at 0.5, 100,000 into it at 8; 60,000 written at 10, 40,000 at 20.
        Assert.Equal(1.4m + 0.1m + 0.8m + 0.6m + 0.8m, cost);
    }

    [Fact]
    public void CostOf_PartsWithoutPrices_CostWhatTheOthersDo()
    {
        var prices = new PriceTable([Price("m")]);

        Assert.Equal(3m, prices.CostOf("openai", "m", null, Usage, new TokenParts(200_000, 100_000, 40_000)));
    }

    [Fact]
    public void CostOf_MorePartsThanTokens_NeverCostsLessThanNothing()
    {
        var prices = new PriceTable([Price("m") with { CachedInput = 0, Reasoning = 0 }]);

        Assert.Equal(0m, prices.CostOf("openai", "m", null, new RunUsage(1, 1), new TokenParts(9, 0, 9)));
    }

    [Fact]
    public void CostOf_NoPrice_IsUnknownAndNotZero()
    {
        var prices = new PriceTable([Price("m") with { Provider = "openai" }]);

        Assert.Null(prices.CostOf("groq", "m", "m-2", Usage, default));
        Assert.Null(prices.CostOf("openai", "M", null, Usage, default));
        Assert.Null(PriceTable.Empty.CostOf("openai", "m", "m", Usage, default));
    }

    [Theory]
    [InlineData("OpenAI", "m", "m-2026", 4)]
    [InlineData("openai", "m", "m-2027", 2)]
    [InlineData("openai", "m", null, 2)]
    [InlineData("groq", "m", "m-2026", 3)]
    [InlineData("groq", "m", "m", 1)]
    [InlineData(null, "m", null, 1)]
    public void Find_ManyPrices_TakesTheNarrowest(string? provider, string asked, string? answered, int input)
    {
        var prices = new PriceTable(
        [
            Price("m", 1),
            Price("m", 2) with { Provider = "openai" },
            Price("m-2026", 3),
            Price("m-2026", 4) with { Provider = "openai" },
        ]);

        Assert.Equal(input, prices.Find(provider, asked, answered)?.Input);
    }

    private static ModelPrice Price(string model, decimal input = 2) => new()
    {
        Model = model,
        Input = input,
        Output = 10,
    };
}
