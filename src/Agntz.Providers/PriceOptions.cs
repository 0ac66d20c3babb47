namespace Agntz.Providers;

/// <summary>What a model costs, in US dollars for a million tokens.</summary>
public sealed class PriceOptions
{
    /// <summary>The provider's name; null for the model wherever it is asked.</summary>
    public string? Provider { get; set; }

    /// <summary>The model, as it is asked for or as it names itself in its answers.</summary>
    public string? Model { get; set; }

    /// <summary>Tokens read.</summary>
    public decimal? Input { get; set; }

    /// <summary>Tokens read from the provider's cache.</summary>
    /// <value>The default is <see cref="Input"/>.</value>
    public decimal? CachedInput { get; set; }

    /// <summary>Tokens put into the provider's cache.</summary>
    /// <value>The default is <see cref="Input"/>.</value>
    public decimal? CacheWrite { get; set; }

    /// <summary>Tokens written.</summary>
    public decimal? Output { get; set; }

    /// <summary>Tokens of reasoning.</summary>
    /// <value>The default is <see cref="Output"/>.</value>
    public decimal? Reasoning { get; set; }
}
