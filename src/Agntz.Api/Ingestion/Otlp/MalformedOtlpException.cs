namespace Agntz.Api.Ingestion.Otlp;

/// <summary>A request is no export of traces.</summary>
/// <param name="message">What was expected and what was found.</param>
internal sealed class MalformedOtlpException(string message) : Exception(message);
