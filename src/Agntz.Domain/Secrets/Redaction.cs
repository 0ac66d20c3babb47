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

    // The most characters that one of a value takes: three bytes, percent-encoded twice.
    private const int LongestEscape = 15;

    private readonly string[] _forms;
    private readonly SearchValues<string> _search;

    /// <summary>Hides these values; those under four characters are left, they would hide half of every text.</summary>
    public Redaction(IReadOnlyCollection<string> values)
    {
        _forms = [.. values.Where(value => value.Trim().Length >= Shortest).SelectMany(HiddenForms.Of)
            .Where(form => form.Length >= Shortest)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)];
        _search = SearchValues.Create(_forms, StringComparison.Ordinal);
        var longest = _forms.Length == 0 ? 0 : values.Max(value => value.Length);
        LongestForm = Math.Max(_forms.FirstOrDefault()?.Length ?? 0, LongestEscape * longest);
    }

    /// <summary>Hides nothing.</summary>
    public static Redaction None { get; } = new([]);

    /// <summary>How many characters the longest thing it hides has; 0 when it hides nothing.</summary>
    public int LongestForm { get; }

    /// <summary>
    /// The text without them, however its escapes are written. Where two overlap the one that begins first goes, of
    /// those the longest.
    /// </summary>
    public string Apply(string text)
    {
        if (_forms.Length == 0)
        {
            return text;
        }

        var places = DecodedText.Readings(text).SelectMany(Find).ToList();
        if (places.Count == 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        var position = 0;
        foreach (var (start, end) in places.OrderBy(place => place.Start).ThenByDescending(place => place.End))
        {
            if (start >= position)
            {
                clean.Append(text, position, start - position).Append(Replacement);
            }

            position = Math.Max(position, end);
        }

        return clean.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>
    /// The value without them: in names and strings however they are escaped, and in place of numbers that hold one.
    /// </summary>
    public JsonElement Apply(JsonElement value) => _forms.Length == 0 ? value : RedactedJson.Make(value, this);

    private List<(int Start, int End)> Find(DecodedText reading)
    {
        var places = new List<(int, int)>();
        var text = reading.Text.AsSpan();
        var position = 0;
        while (text[position..].IndexOfAny(_search) is >= 0 and var next)
        {
            var found = position + next;
            var rest = reading.Text.AsSpan(found);
            position = found + LengthAt(rest);
            places.Add((reading.StartOf(found), reading.StartOf(position)));
        }

        return places;
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var form in _forms)
        {
            if (text.StartsWith(form, StringComparison.Ordinal))
            {
                return form.Length;
            }
        }

        return 1;
    }
}
