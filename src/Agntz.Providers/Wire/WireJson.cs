using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Agntz.Domain.Json;

namespace Agntz.Providers.Wire;

/// <summary>Tolerant reads of JSON that others wrote: a member of the wrong kind is one that is not there.</summary>
internal static class WireJson
{
    // Sums of what can be counted must not overflow.
    private const long MostCounted = 1L << 50;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>A member that is there and is not null.</summary>
    public static JsonElement? Member(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.ValueKind is JsonValueKind.Object && value.TryGetProperty(name, out var member)
            && member.ValueKind is not JsonValueKind.Null
            ? member
            : null;

    /// <summary>A member that is a text with something in it.</summary>
    public static string? Text(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } text && WireText.Of(text) is { Length: > 0 } words
            ? words
            : null;

    /// <summary>Whether a member is this text.</summary>
    public static bool Says(this JsonElement value, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } member && member.ValueEquals(text);

    /// <summary>The first object of a member that is an array; undefined where there is none.</summary>
    public static JsonElement FirstObject(this JsonElement value, ReadOnlySpan<byte> name)
    {
        if (value.Member(name) is { ValueKind: JsonValueKind.Array } items)
        {
            foreach (var item in items.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object)
                {
                    return item;
                }
            }
        }

        return default;
    }

    /// <summary>A member that counts something: whole, a fraction or a text, and never below 0.</summary>
    public static long? Count(this JsonElement value, ReadOnlySpan<byte> name) => value.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.TryGetInt64(out var whole)
            ? Math.Clamp(whole, 0, MostCounted)
            : number.TryGetDouble(out var fraction) ? Whole(fraction) : null,
        { ValueKind: JsonValueKind.String } text when double.TryParse(
            WireText.Of(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) => Whole(fraction),
        _ => null,
    };

    /// <summary>Items of a member that is an array; none where it is not.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value, ReadOnlySpan<byte> name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Members of an object; none of what is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement value) =>
        value.ValueKind is JsonValueKind.Object ? value.EnumerateObject() : [];

    /// <summary>A copy that can be kept: characters that are none are U+FFFD.</summary>
    public static JsonElement Kept(this JsonElement value) => Parse(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>A value of its text, however deep, without characters that are none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> text)
    {
        var valid = Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
        return JsonElement.Parse(JsonText.Compact(valid).Span, Deep);
    }

    private static long? Whole(double value) =>
        double.IsFinite(value) ? (long)Math.Clamp(value, 0, MostCounted) : null;
}
