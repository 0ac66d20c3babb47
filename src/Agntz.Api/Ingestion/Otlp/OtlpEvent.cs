namespace Agntz.Api.Ingestion.Otlp;

/// <summary>Something that happened within a span.</summary>
internal sealed class OtlpEvent
{
    /// <summary>When, in nanoseconds since 1970.</summary>
    public ulong UnixNano { get; set; }

    /// <summary>What.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is known of it.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];
}
