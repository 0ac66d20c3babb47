using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Execution.Tools;
using Agntz.Domain.Json;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>Reads the calls of tools a model asks for.</summary>
internal static class ToolRequests
{
    private const string NoObject = "The arguments of the call are no JSON object.";

    /// <summary>The calls, in the model's order, each under an id of its own.</summary>
    public static IReadOnlyList<ToolRequest> From(IReadOnlyList<FunctionCallContent> calls)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return [.. calls.Select((call, index) => From(call, Id(call, index, ids)))];
    }

    // Some servers leave the id out, or give the same to every call: the results could not be told apart.
    private static string Id(FunctionCallContent call, int index, HashSet<string> ids)
    {
        var id = PlainText.Clean(call.CallId, int.MaxValue);
        return id.Length > 0 && ids.Add(id) ? id : string.Create(CultureInfo.InvariantCulture, $"{id}#{index}");
    }

    private static ToolRequest From(FunctionCallContent call, string id)
    {
        var name = PlainText.Clean(call.Name, int.MaxValue);
        if (call.Exception is not null)
        {
            return new ToolRequest(id, name, ToolValues.Nothing, NoObject);
        }

        try
        {
            return new ToolRequest(id, name, ToolValues.Accept(Arguments(call.Arguments)));
        }
        catch (JsonException)
        {
            return new ToolRequest(id, name, ToolValues.Nothing,
                $"The arguments of the call are nested deeper than {ToolLimits.MaxDepth} levels.");
        }
    }

    private static JsonElement Arguments(IDictionary<string, object?>? arguments)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                writer.WriteRawValue(element.GetRawText());
                break;
            default:
                JsonSerializer.Serialize(writer, value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
                break;
        }
    }
}
