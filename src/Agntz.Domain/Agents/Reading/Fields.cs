using System.Text.Json;
using Agntz.Domain.Names;

namespace Agntz.Domain.Agents.Reading;

/// <summary>
/// The fields of one object of a manifest. Every read names a field that is known here; whatever is left over at the
/// end is an error.
/// </summary>
internal sealed class Fields(JsonElement source, string path, ManifestProblems problems)
{
    private const int MaxDigits = 40;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Path { get; } = path;

    public ManifestProblems Problems { get; } = problems;

    /// <summary>The path of a field of this object.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>A field's value; null when it is missing or null.</summary>
    public JsonElement? Value(string name)
    {
        _known.Add(name);
        return source.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }

    /// <summary>A field's value, when it is of a kind.</summary>
    public JsonElement? Value(string name, JsonValueKind kind, string expected)
    {
        if (Value(name) is not { } value || value.ValueKind == kind)
        {
            return Value(name);
        }

        Problems.Structural(PathOf(name), $"'{name}' must be {expected}, found {Describe(value)}");
        return null;
    }

    public string? Text(string name) => Value(name, JsonValueKind.String, "a string")?.GetString();

    public string RequiredText(string name)
    {
        if (Value(name) is { } value && (value.ValueKind is not JsonValueKind.String || value.GetString() is not ""))
        {
            return Text(name) ?? "";
        }

        Problems.Structural(PathOf(name), $"Missing required string field '{name}'");
        return "";
    }

    public double? Number(string name)
    {
        if (Value(name, JsonValueKind.Number, "a number") is not { } value)
        {
            return null;
        }

        if (double.IsFinite(value.GetDouble()))
        {
            return value.GetDouble();
        }

        Problems.Structural(PathOf(name), $"'{name}' must be a number that a double can hold, found {Shortened(value)}");
        return null;
    }

    /// <summary>A field that is a whole number within bounds.</summary>
    public long? Whole(string name, long atLeast, long atMost = long.MaxValue)
    {
        if (Value(name, JsonValueKind.Number, "a whole number") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out var number) && number >= atLeast && number <= atMost)
        {
            return number;
        }

        var bounds = atMost == long.MaxValue ? $"of at least {atLeast}" : $"from {atLeast} to {atMost}";
        Problems.Structural(PathOf(name), $"'{name}' must be a whole number {bounds}, found {Shortened(value)}");
        return null;
    }

    /// <summary>A field that is true or false; false when it is not there.</summary>
    public bool Flag(string name)
    {
        if (Value(name) is not { } value || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Value(name)?.ValueKind is JsonValueKind.True;
        }

        Problems.Structural(PathOf(name), $"'{name}' must be true or false, found {Describe(value)}");
        return false;
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (Value(name, JsonValueKind.Array, "a list of strings") is not { } list)
        {
            return [];
        }

        if (list.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String))
        {
            return [.. list.EnumerateArray().Select(item => item.GetString()!)];
        }

        Problems.Structural(PathOf(name), $"'{name}' must be a list of strings");
        return [];
    }

    /// <summary>Refuses every field that was never read. Called last.</summary>
    public void RefuseOthers()
    {
        foreach (var field in source.EnumerateObject().Where(field => !_known.Contains(field.Name)))
        {
            if (!UnsupportedFields.Names.Contains(field.Name) || !UnsupportedFields.AsksForNothing(field.Value))
            {
                Problems.Structural(PathOf(field.Name), Complaint(field.Name));
            }
        }
    }

    /// <summary>Accepts a field that is kept with the manifest and changes nothing.</summary>
    public void Keep(string name) => _known.Add(name);

    /// <summary>What a value is, for a message.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "nothing",
    };

    private static string Shortened(JsonElement number) => number.GetRawText() is { Length: > MaxDigits } text
        ? $"{text[..MaxDigits]}…"
        : number.GetRawText();

    private string Complaint(string name)
    {
        if (UnsupportedFields.Names.Contains(name))
        {
            return $"'{name}' is not supported yet";
        }

        return NearestName.Find(name, _known.Where(known => !source.TryGetProperty(known, out _))) is { } meant
            ? $"Unknown field '{name}'; did you mean '{meant}'?"
            : $"Unknown field '{name}'. Known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}";
    }
}
