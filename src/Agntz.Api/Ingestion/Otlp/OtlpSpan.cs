namespace Agntz.Api.Ingestion.Otlp;

/// <summary>A span as it was sent, sound or not.</summary>
internal sealed class OtlpSpan(OtlpScope scope)
{
    /// <summary>The number of a status that is an error.</summary>
    public const int ErrorStatus = 2;

    /// <summary>What it has in common with others.</summary>
    public OtlpScope Scope { get; } = scope;

    /// <summary>Its trace; 16 bytes when it is sound.</summary>
    public byte[] TraceId { get; set; } = [];

    /// <summary>Its id; 8 bytes when it is sound.</summary>
    public byte[] SpanId { get; set; } = [];

    /// <summary>Its parent's; empty for a root.</summary>
    public byte[] ParentId { get; set; } = [];

    /// <summary>What it covers.</summary>
    public string Name { get; set; } = "";

    /// <summary>From 1 to 5: internal, server, client, producer, consumer; 0 when it is not said.</summary>
    public int Kind { get; set; }

    /// <summary>When it began, in nanoseconds since 1970; 0 when it is not said.</summary>
    public ulong StartUnixNano { get; set; }

    /// <summary>When it ended, in nanoseconds since 1970; 0 when it is not said.</summary>
    public ulong EndUnixNano { get; set; }

    /// <summary>What is known of it.</summary>
    public List<OtlpAttribute> Attributes { get; } = [];

    /// <summary>What happened within it.</summary>
    public List<OtlpEvent> Events { get; } = [];

    /// <summary>What it has to do with.</summary>
    public List<OtlpLink> Links { get; } = [];

    /// <summary>0 when nothing is said, 1 for well, <see cref="ErrorStatus"/>.</summary>
    public int Status { get; set; }

    /// <summary>What went wrong; empty when nothing is said.</summary>
    public string StatusMessage { get; set; } = "";
}
