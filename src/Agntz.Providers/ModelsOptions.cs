namespace Agntz.Providers;

/// <summary>The model providers agents can name.</summary>
public sealed class ModelsOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Models";

    /// <summary>The providers by name. <c>demo</c> is built in and needs no entry.</summary>
    public Dictionary<string, ProviderOptions> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The most bytes of text, tool arguments and reasoning that are taken of one answer of a model.</summary>
    /// <value>The default is 16 MiB.</value>
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>What models cost. A call to a model without an entry has no known cost.</summary>
    public IList<PriceOptions> Prices { get; } = [];
}
