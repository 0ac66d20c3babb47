namespace Agntz.Api.Ingestion.Otlp;

/// <summary>What a sender says of itself.</summary>
internal static class OtlpResource
{
    /// <summary>
    /// The attributes as they are stored with every span of the sender: each name once, and what is too long cut once
    /// and for all of them.
    /// </summary>
    public static IReadOnlyList<OtlpAttribute> Of(IEnumerable<OtlpAttribute> sent) =>
    [
        .. sent.DistinctBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => attribute with { Value = attribute.Value.ToStored() }),
    ];
}
