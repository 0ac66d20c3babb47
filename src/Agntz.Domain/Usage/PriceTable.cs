using Agntz.Domain.Runs;

namespace Agntz.Domain.Usage;

/// <summary>The prices that are known. Immutable; safe for concurrent callers.</summary>
public sealed class PriceTable
{
    private readonly Dictionary<(string? Provider, string Model), ModelPrice> _prices;

    /// <summary>Makes a table.</summary>
    /// <param name="prices">The prices, each model of a provider once.</param>
    /// <exception cref="ArgumentException">Two prices are of the same.</exception>
    public PriceTable(IEnumerable<ModelPrice> prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        _prices = prices.ToDictionary(price => (Spell(price.Provider), price.Model));
    }

    /// <summary>A table without prices.</summary>
    public static PriceTable Empty { get; } = new([]);

    /// <summary>
    /// The price of a model: by the name it gave itself before the one it was asked by, and of its provider before one of
    /// no provider.
    /// </summary>
    /// <param name="provider">The provider's name as configured.</param>
    /// <param name="asked">The model that was asked.</param>
    /// <param name="answered">The model that answered, by the provider's word; null when it did not say.</param>
    /// <returns>Null when none is known: a price that is not known is not 0.</returns>
    public ModelPrice? Find(string? provider, string? asked, string? answered) =>
        Find(provider, answered) ?? Find(provider, asked);

    /// <summary>What a call costs in US dollars; null when no price is known.</summary>
    /// <param name="provider">The provider's name as configured.</param>
    /// <param name="asked">The model that was asked.</param>
    /// <param name="answered">The model that answered, by the provider's word; null when it did not say.</param>
    /// <param name="usage">All its tokens.</param>
    /// <param name="parts">Those among them that may have a price of their own.</param>
    public decimal? CostOf(string? provider, string? asked, string? answered, RunUsage usage, TokenParts parts) =>
        Find(provider, asked, answered)?.Of(usage, parts);

    private ModelPrice? Find(string? provider, string? model) => model is null
        ? null
        : _prices.GetValueOrDefault((Spell(provider), model)) ?? _prices.GetValueOrDefault((null, model));

    // Names of providers mean the same in whatever case they are written; names of models do not.
    private static string? Spell(string? provider) => provider?.ToUpperInvariant();
}
