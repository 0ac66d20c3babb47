using System.Text.Json;

namespace Agntz.Domain.Execution.Tools.Mcp;

/// <summary>What a tool of an MCP server answered.</summary>
/// <param name="Content">The blocks, as the protocol spells them: an array of objects with a <c>type</c>.</param>
/// <param name="Structured">The same as one JSON value; null where the tool gives none.</param>
/// <param name="IsError">Whether it says that it failed.</param>
public sealed record McpAnswer(JsonElement Content, JsonElement? Structured, bool IsError);
