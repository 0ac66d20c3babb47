namespace Agntz.Api.Swagger;

/// <summary>
/// Says what the body of a request is, for people only: bodies are read whatever content type a client gives them.
/// </summary>
internal sealed record TakesBody(Type Type);
