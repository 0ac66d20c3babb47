using System.Text.Json;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Blocks of an answer in their order, as they go back beside the results of its tool calls: reasoning must be where it
/// was. Calls keep only their places, because they go back under the ids that the results have.
/// </summary>
internal static class AnthropicEcho
{
    /// <summary>Writes the blocks of an answer.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<AnthropicBlock> blocks)
    {
        writer.WriteStartArray();
        foreach (var block in blocks)
        {
            if (block.Type == AnthropicBlock.ToolType)
            {
                writer.WriteStartObject();
                writer.WriteString("type", block.Type);
                writer.WriteEndObject();
            }
            else
            {
                block.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes them again, as the content of a message.</summary>
    /// <param name="writer">The body of the request.</param>
    /// <param name="echo">What <see cref="Write"/> wrote.</param>
    /// <param name="calls">The calls of the answer.</param>
    /// <param name="writeCall">Writes one of them.</param>
    public static void Replay(
        Utf8JsonWriter writer, JsonElement echo, IEnumerable<FunctionCallContent> calls,
        Action<FunctionCallContent> writeCall)
    {
        var left = new Queue<FunctionCallContent>(calls);
        foreach (var block in echo.EnumerateArray())
        {
            if (block.Text("type"u8) == AnthropicBlock.ToolType)
            {
                if (left.TryDequeue(out var call))
                {
                    writeCall(call);
                }
            }
            else if (block.Text("type"u8) != AnthropicBlock.TextType || !string.IsNullOrWhiteSpace(block.Text("text"u8)))
            {
                block.WriteTo(writer);
            }
        }
    }
}
