using System.Text.Json;
using Agntz.Api.Errors;
using Agntz.Api.Json;

namespace Agntz.Api.Agents;

/// <summary>An agent as it shall be.</summary>
public sealed record PutAgentRequest
{
    /// <summary>The YAML. Clients that send a definition back may leave it in <c>metadata.manifest</c>.</summary>
    public required string Manifest { get; init; }

    /// <summary>Where the manifest is from; kept and shown.</summary>
    public string? SourcePath { get; init; }

    /// <exception cref="RefusedException">The body holds no manifest.</exception>
    internal static PutAgentRequest Read(JsonElement body)
    {
        var metadata = body.TryGetProperty("metadata", out var given) && given.ValueKind is JsonValueKind.Object
            ? given
            : body;
        return new PutAgentRequest
        {
            Manifest = Text(body, "manifest") ?? Text(metadata, "manifest")
                ?? throw RefusedException.BadRequest("Missing required field: manifest (string), the agent's YAML."),
            SourcePath = SourcePaths.Check(Text(body, "sourcePath") ?? Text(metadata, "sourcePath"), "sourcePath"),
        };
    }

    private static string? Text(JsonElement source, string name) =>
        RequestBody.FindText(source, name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
