namespace Agntz.Api.Tests.Ingestion;

/// <summary>The price tests of ingestion know.</summary>
internal static class OtlpPrices
{
    public static readonly (string Key, string Value)[] Settings =
    [
        ("Models:Prices:0:Provider", "openai"), ("Models:Prices:0:Model", "gpt-5.4"), ("Models:Prices:0:Input", "2"),
        ("Models:Prices:0:Output", "8"), ("Models:Prices:0:CachedInput", "0.5"),
        ("Models:Prices:0:CacheWrite", "3"),
    ];
}
