namespace Agntz.Api.Swagger;

/// <summary>
/// Says what the body of a request is, for people only: a body is read by many a content type a client may give it.
/// </summary>
internal sealed record TakesBody(Type Type);
