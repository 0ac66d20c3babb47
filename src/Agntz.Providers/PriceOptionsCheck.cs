namespace Agntz.Providers;

/// <summary>Says what is wrong with the prices of <see cref="ModelsOptions"/>, and what to set instead.</summary>
internal static class PriceOptionsCheck
{
    private const decimal Most = 1_000_000;

    public static IEnumerable<string> Problems(IReadOnlyList<PriceOptions> prices)
    {
        foreach (var (index, price) in prices.Index())
        {
            if (string.IsNullOrWhiteSpace(price.Model))
            {
                yield return $"Models:Prices:{index} names no model. Set Models__Prices__{index}__Model.";
            }

            foreach (var problem in Problems(index, price))
            {
                yield return problem;
            }
        }

        foreach (var twice in prices.GroupBy(Key).Where(same => same.Skip(1).Any()))
        {
            yield return $"Models:Prices has more than one price of model '{twice.Key.Model}'"
                + (twice.Key.Provider is { } provider ? $" of provider '{provider}'" : "") + ". Leave one.";
        }
    }

    private static IEnumerable<string> Problems(int index, PriceOptions price)
    {
        (string Name, decimal? Value, bool IsNeeded)[] values =
        [
            (nameof(price.Input), price.Input, true),
            (nameof(price.CachedInput), price.CachedInput, false),
            (nameof(price.CacheWrite), price.CacheWrite, false),
            (nameof(price.Output), price.Output, true),
            (nameof(price.Reasoning), price.Reasoning, false),
        ];
        return values.Where(it => it.Value is null ? it.IsNeeded : it.Value is < 0 or > Most).Select(it =>
            $"Models:Prices:{index}:{it.Name} must be US dollars for a million tokens, from 0 to {Most}, found "
            + $"{it.Value?.ToString() ?? "nothing"}. Set Models__Prices__{index}__{it.Name}.");
    }

    private static (string? Provider, string? Model) Key(PriceOptions price) =>
        (price.Provider?.ToUpperInvariant(), price.Model);
}
