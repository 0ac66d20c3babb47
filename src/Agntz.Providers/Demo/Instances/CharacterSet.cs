namespace Agntz.Providers.Demo.Instances;

/// <summary>The characters that may stand at one place of a pattern.</summary>
/// <param name="isNegated">Whether it is all others that may.</param>
internal sealed class CharacterSet(bool isNegated = false)
{
    // Those that read best come first.
    private static readonly string Examples =
        "a0A-_ .,:;/@#+*!?$%&()[]{}<>='\"|~^`\\bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789\t\n\r";

    private readonly List<Func<char, bool>> _parts = [];
    private char? _first;

    /// <summary>Any character.</summary>
    public static CharacterSet Any { get; } = Where(static character => character is not ('\n' or '\r'));

    /// <summary>The character it consists of; null when it is not one alone.</summary>
    public char? Single { get; private init; }

    /// <summary>One character.</summary>
    public static CharacterSet Of(char character)
    {
        var set = new CharacterSet { Single = character };
        set.Add(character, character);
        return set;
    }

    /// <summary>A set by the letter that stands for it behind a backslash; null when none does.</summary>
    public static CharacterSet? Named(char letter) => letter switch
    {
        'd' => Where(char.IsAsciiDigit),
        'D' => Where(static character => !char.IsAsciiDigit(character)),
        'w' => Where(IsWord),
        'W' => Where(static character => !IsWord(character)),
        's' => Where(char.IsWhiteSpace),
        'S' => Where(static character => !char.IsWhiteSpace(character)),
        _ => null,
    };

    /// <summary>Adds a range.</summary>
    public void Add(char from, char to)
    {
        _first ??= from;
        _parts.Add(character => character >= from && character <= to);
    }

    /// <summary>Adds all of another.</summary>
    public void Add(CharacterSet other)
    {
        _first ??= other._first;
        _parts.Add(other.Contains);
    }

    /// <summary>One of them; null when none is known.</summary>
    public char? Example()
    {
        foreach (var character in Examples)
        {
            if (Contains(character))
            {
                return character;
            }
        }

        return isNegated ? null : _first;
    }

    private bool Contains(char character) => _parts.Any(part => part(character)) != isNegated;

    private static CharacterSet Where(Func<char, bool> part)
    {
        var set = new CharacterSet();
        set._parts.Add(part);
        return set;
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '_';
}
