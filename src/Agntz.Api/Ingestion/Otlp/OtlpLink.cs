namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Another span that has to do with a span.</summary>
internal sealed class OtlpLink
{
    /// <summary>Its trace, as sent.</summary>
    public byte[] TraceId { get; set; } = [];

    /// <summary>Its id, as sent.</summary>
    public byte[] SpanId { get; set; } = [];

    /// <summary>What is known of the link.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];
}
