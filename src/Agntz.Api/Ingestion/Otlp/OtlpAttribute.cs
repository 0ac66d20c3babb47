namespace Agntz.Api.Ingestion.Otlp;

/// <summary>An attribute.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record OtlpAttribute(string Key, OtlpValue Value);
