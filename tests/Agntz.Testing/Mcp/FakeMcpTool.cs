using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace Agntz.Testing.Mcp;

/// <summary>A tool of a <see cref="FakeMcp"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The JSON Schema of its arguments.</param>
/// <param name="Answer">What it answers to arguments, an object.</param>
public sealed record FakeMcpTool(string Name, string Parameters, Func<JsonElement, Task<CallToolResult>> Answer)
{
    /// <summary>What it does.</summary>
    public string Description { get; init; } = $"Does {Name}.";

    /// <summary>A tool that answers with a text.</summary>
    public static FakeMcpTool OfText(string name, string parameters, Func<JsonElement, string> text) =>
        new(name, parameters, arguments => Task.FromResult(Text(text(arguments))));

    /// <summary>An answer of one text.</summary>
    public static CallToolResult Text(string text, bool isError = false) => new()
    {
        Content = [new TextContentBlock { Text = text }],
        IsError = isError,
    };
}
