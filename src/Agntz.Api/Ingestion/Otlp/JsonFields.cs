using System.Globalization;
using System.Text.Json;

namespace Agntz.Api.Ingestion.Otlp;

/// <summary>
/// Reads fields as protobuf writes them in JSON: in camel case or as they are declared, 64-bit numbers as text or as
/// numbers, null for what is not there. What has the wrong shape is named with its place.
/// </summary>
internal static class JsonFields
{
    /// <summary>A field; undefined when it is not there.</summary>
    public static JsonElement Find(JsonElement parent, string camel, string declared) =>
        (parent.TryGetProperty(camel, out var field) || parent.TryGetProperty(declared, out field))
        && field.ValueKind is not JsonValueKind.Null
            ? field
            : default;

    /// <summary>A field that is the same in both spellings.</summary>
    public static JsonElement Find(JsonElement parent, string name) => Find(parent, name, name);

    /// <summary>The elements of an array of objects; none when it is not there.</summary>
    public static IEnumerable<JsonElement> Objects(JsonElement array, string place)
    {
        if (array.ValueKind is JsonValueKind.Undefined)
        {
            return [];
        }

        return array.ValueKind is JsonValueKind.Array
            ? array.EnumerateArray().Select(element => Object(element, place))
            : throw Unexpected(place, "an array of objects", array);
    }

    public static JsonElement Object(JsonElement value, string place) =>
        value.ValueKind is JsonValueKind.Object ? value : throw Unexpected(place, "an object", value);

    public static string Text(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "",
        JsonValueKind.String => value.GetString()!,
        _ => throw Unexpected(place, "a string", value),
    };

    /// <summary>An id, which OTLP writes in hex and not, as protobuf writes bytes, in base64.</summary>
    public static byte[] Id(JsonElement value, string place)
    {
        var text = Text(value, place);
        return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text)
            : throw Unexpected(place, "an id in hex digits", value);
    }

    public static ulong Unsigned(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Undefined => 0,
        JsonValueKind.Number when value.TryGetUInt64(out var number) => number,
        JsonValueKind.String when ulong.TryParse(
            value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Unexpected(place, "a whole number from 0", value),
    };

    public static long Whole(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(
            value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Unexpected(place, "a whole number", value),
    };

    public static double Real(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String when double.TryParse(
            value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw Unexpected(place, "a number", value),
    };

    /// <summary>A choice, by its number or by its name.</summary>
    /// <param name="value">What was sent.</param>
    /// <param name="place">Where.</param>
    /// <param name="names">The names, in the order of their numbers.</param>
    public static int Choice(JsonElement value, string place, string[] names)
    {
        if (value.ValueKind is JsonValueKind.String && Array.IndexOf(names, value.GetString()) is var named and >= 0)
        {
            return named;
        }

        return value.ValueKind is JsonValueKind.Undefined
            ? 0
            : (int)Math.Clamp(Whole(value, place), 0, int.MaxValue);
    }

    public static MalformedOtlpException Unexpected(string place, string expected, JsonElement found) =>
        new($"Expected {expected} at '{place}', found {found.ValueKind}.");
}
