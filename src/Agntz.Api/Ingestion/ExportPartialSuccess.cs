namespace Agntz.Api.Ingestion;

/// <summary>What was not taken of an export.</summary>
public sealed record ExportPartialSuccess
{
    /// <summary>How many spans, as text: so OTLP writes such numbers in JSON.</summary>
    public required string RejectedSpans { get; init; }

    /// <summary>Each of them with its reason, a line each.</summary>
    public required string ErrorMessage { get; init; }
}
