using System.Text.Json.Nodes;

namespace Agntz.Api.Swagger;

/// <summary>One request to a route that works on a fresh service, and what it was answered with.</summary>
/// <param name="Route">The method and the pattern.</param>
/// <param name="Parameters">What is in the pattern and in the query; null for nothing.</param>
/// <param name="Request">The body; null for none.</param>
/// <param name="Response">The answer: JSON, or a text for a stream; null for an empty one.</param>
internal sealed record RouteExample(
    string Route, IReadOnlyDictionary<string, string>? Parameters, JsonNode? Request, JsonNode? Response);
