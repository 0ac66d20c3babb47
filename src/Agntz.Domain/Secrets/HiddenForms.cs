using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Agntz.Domain.Secrets;

/// <summary>
/// The forms in which a server may send a value back: as it is, as JSON writers escape it, percent-encoded, as forms
/// encode it, and in base64, also as a part of something longer.
/// </summary>
internal static partial class HiddenForms
{
    private const int BitsOfByte = 8;
    private const int BitsOfDigit = 6;
    private const int BytesOfGroup = 3;

    /// <summary>The forms of a value: of the whole, and without the blanks and line breaks it was pasted with.</summary>
    public static IEnumerable<string> Of(string value) =>
        new[] { value, value.Trim() }
            .SelectMany(text => new[] { text, text.ReplaceLineEndings("\n"), text.ReplaceLineEndings("\r\n") })
            .Distinct(StringComparer.Ordinal)
            .SelectMany(Written);

    private static IEnumerable<string> Written(string value)
    {
        var percent = Uri.EscapeDataString(value);
        string[] escaped =
        [
            Escaped(value, JavaScriptEncoder.Default),
            Escaped(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping),
            percent,
            percent.Replace("%20", "+", StringComparison.Ordinal),
        ];
        return
        [
            value,
            value.Replace("/", "\\/", StringComparison.Ordinal),
            .. escaped,
            .. escaped.Select(form => HexEscapes().Replace(form, escape => escape.Value.ToLowerInvariant())),
            .. Base64(Encoding.UTF8.GetBytes(value)),
        ];
    }

    private static string Escaped(string value, JavaScriptEncoder encoder) =>
        JsonEncodedText.Encode(value, encoder).ToString();

    // Within something longer the value begins at one of the bytes of a group. Digits that depend on what is around it
    // are left out.
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var offset = 0; offset < BytesOfGroup; offset++)
        {
            byte[] shifted = [.. new byte[offset], .. bytes];
            var first = ((offset * BitsOfByte) + BitsOfDigit - 1) / BitsOfDigit;
            var end = shifted.Length * BitsOfByte / BitsOfDigit;
            var digits = Convert.ToBase64String(shifted)[first..end];
            yield return digits;
            yield return digits.Replace('+', '-').Replace('/', '_');
        }
    }

    [GeneratedRegex(@"%[0-9A-F]{2}|\\u[0-9A-F]{4}")]
    private static partial Regex HexEscapes();
}
