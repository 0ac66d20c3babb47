using System.Text.Json;

namespace Agntz.Domain.Execution.Tools;

/// <summary>A call of a tool, as it was asked for.</summary>
/// <param name="Id">Its id: the model's where a model asked.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What the tool is called with: an object.</param>
/// <param name="Problem">Why the arguments cannot be used; null when they can.</param>
internal sealed record ToolRequest(string Id, string Name, JsonElement Arguments, string? Problem = null)
{
    /// <summary>Writes it as the members of an object.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WritePropertyName("arguments");
        Arguments.WriteTo(writer);
        if (Problem is not null)
        {
            writer.WriteString("problem", Problem);
        }
    }

    /// <summary>Reads what <see cref="WriteMembers"/> wrote.</summary>
    public static ToolRequest FromJson(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("name").GetString()!,
        json.GetProperty("arguments"),
        json.TryGetProperty("problem", out var problem) ? problem.GetString() : null);
}
