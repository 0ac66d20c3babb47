using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Execution.Schemas;

/// <summary>One schema object as it was written, read by types.</summary>
/// <param name="source">The object.</param>
/// <param name="pointer">Where it stands in the definition.</param>
internal sealed class SchemaSource(JsonElement source, string pointer)
{
    public string Pointer { get; } = pointer;

    public IEnumerable<JsonProperty> Keywords => source.EnumerateObject();

    public static string Escape(string key) => key.Replace("~", "~0").Replace("/", "~1");

    public bool Has(string name) => source.TryGetProperty(name, out _);

    public JsonElement? Find(string name) => source.TryGetProperty(name, out var value) ? value : null;

    public string Text(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Malformed(name, $"'{name}' must be text");

    public IReadOnlyList<string> Texts(string name, JsonElement value) =>
        [.. Elements(name, value).Select(text => Text(name, text))];

    public IEnumerable<JsonElement> Elements(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Array ? value.EnumerateArray() : throw Malformed(name, $"'{name}' must be an array");

    public IEnumerable<JsonProperty> Members(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject()
            : throw Malformed(name, $"'{name}' must be an object");

    public bool Flag(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Malformed(name, $"'{name}' must be true or false");

    public JsonNumber Number(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Number ? JsonNumber.Of(value) : throw Malformed(name, $"'{name}' must be a number");

    public long Whole(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number)
        && number is >= 0 and < long.MaxValue && double.IsInteger(number)
            ? (long)number
            : throw Malformed(name, $"'{name}' must be a whole number of at least 0");

    public Regex Pattern(string name, string text)
    {
        try
        {
            return SchemaPattern.Parse(text);
        }
        catch (ArgumentException failure)
        {
            throw Malformed(name, $"'{text}' is no regular expression: {failure.Message}");
        }
    }

    public JsonSchemaException Malformed(string name, string message) => new($"{Pointer}/{Escape(name)}", message);
}
