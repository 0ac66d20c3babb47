using System.Text.Json;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>JSON that comes from models and tools, in the form in which it is kept.</summary>
internal static class ToolValues
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = ToolLimits.MaxDepth };

    /// <summary>No arguments.</summary>
    public static JsonElement Nothing { get; } = JsonElement.Parse("{}");

    /// <summary>The value without white space and lone surrogates.</summary>
    /// <exception cref="JsonException">It is nested too deep to be kept within other JSON.</exception>
    public static JsonElement Accept(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined ? Null : JsonElement.Parse(JsonText.Compact(value), Options);

    private static JsonElement Null { get; } = JsonElement.Parse("null");
}
