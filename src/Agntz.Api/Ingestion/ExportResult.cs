namespace Agntz.Api.Ingestion;

/// <summary>The answer to an export in JSON, as OTLP defines it; empty when every span was taken.</summary>
public sealed record ExportResult
{
    /// <summary>What was not taken; absent when everything was.</summary>
    public ExportPartialSuccess? PartialSuccess { get; init; }
}
