using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Agntz.Domain.Secrets;

/// <summary>
/// Replaces values that must not be seen, in every form of <see cref="HiddenForms"/>. Immutable, and linear in the
/// length of the text.
/// </summary>
public sealed class Redaction
{
    /// <summary>What stands where something was taken out.</summary>
    public const string Replacement = "[secret]";

    // Shorter values are in every text by chance.
    private const int Shortest = 4;

    private readonly string[] _forms;
    private readonly SearchValues<string> _search;

    /// <summary>Hides these values; those under four characters are left, they would hide half of every text.</summary>
    public Redaction(IEnumerable<string> values)
    {
        _forms = [.. values.Where(value => value.Length >= Shortest).SelectMany(HiddenForms.Of)
            .Where(form => form.Length >= Shortest)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)];
        _search = SearchValues.Create(_forms, StringComparison.Ordinal);
        LongestForm = _forms.FirstOrDefault()?.Length ?? 0;
    }

    /// <summary>Hides nothing.</summary>
    public static Redaction None { get; } = new([]);

    /// <summary>How many characters the longest thing it hides has; 0 when it hides nothing.</summary>
    public int LongestForm { get; }

    /// <summary>The text without them. Where two overlap the one that begins first goes, of those the longest.</summary>
    public string Apply(string text)
    {
        if (_forms.Length == 0 || text.AsSpan().IndexOfAny(_search) is not (>= 0 and var next))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var position = 0;
        while (next >= 0)
        {
            var found = position + next;
            clean.Append(text, position, next).Append(Replacement);
            position = found + _forms.First(form => text.AsSpan(found).StartsWith(form, StringComparison.Ordinal)).Length;
            next = text.AsSpan(position).IndexOfAny(_search);
        }

        return clean.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>
    /// The value without them: in names and strings however they are escaped, and in place of numbers that hold one.
    /// </summary>
    public JsonElement Apply(JsonElement value) => _forms.Length == 0 ? value : RedactedJson.Make(value, this);
}
