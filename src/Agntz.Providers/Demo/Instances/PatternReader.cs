using System.Globalization;
using System.Text.RegularExpressions;

namespace Agntz.Providers.Demo.Instances;

/// <summary>Reads a pattern piece by piece.</summary>
internal sealed partial class PatternReader(string pattern)
{
    private const int Unbounded = 1_000_000;

    private int _position;

    public bool IsAtEnd => _position >= pattern.Length;

    public char Peek => pattern[_position];

    public bool Take(char expected)
    {
        var isThere = !IsAtEnd && Peek == expected;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>The beginning of a group.</summary>
    /// <returns>Null where none begins, false for one that matches no characters itself.</returns>
    public bool? TakeGroup()
    {
        if (!Take('('))
        {
            return null;
        }

        var kind = GroupKind().Match(pattern, _position);
        _position += kind.Length;
        return kind.Length > 0 || IsAtEnd || Peek is not '?';
    }

    /// <summary>How often what was read last is repeated; once where nothing is said.</summary>
    /// <returns>Null where it is not understood.</returns>
    public (int Least, int Most)? TakeRepetition()
    {
        var found = Repetition().Match(pattern, _position);
        _position += found.Length;
        if (found.Length == 0)
        {
            return (1, 1);
        }

        return found.Value[0] switch
        {
            '*' => (0, Unbounded),
            '+' => (1, Unbounded),
            '?' => (0, 1),
            _ => Count(found.Groups["least"], found.Groups["comma"].Success, found.Groups["most"]),
        };
    }

    /// <summary>What may stand at one place; null where it is not understood.</summary>
    public CharacterSet? TakeCharacter() => Take('[') ? TakeClass() : TakeOne();

    private static (int Least, int Most)? Count(Group least, bool hasComma, Group most)
    {
        if (!int.TryParse(least.ValueSpan, CultureInfo.InvariantCulture, out var from) || from > Unbounded)
        {
            return null;
        }

        var bound = int.TryParse(most.ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : Unbounded;
        return (from, hasComma ? Math.Max(from, bound) : from);
    }

    private CharacterSet? TakeClass()
    {
        var set = new CharacterSet(isNegated: Take('^'));
        while (!IsAtEnd && !Take(']'))
        {
            if (TakeOne(isInClass: true) is not { } first)
            {
                return null;
            }

            if (first.Single is { } from && pattern.AsSpan(_position) is ['-', not ']', ..])
            {
                _position++;
                if (TakeOne(isInClass: true)?.Single is not { } to)
                {
                    return null;
                }

                set.Add(from, to);
            }
            else
            {
                set.Add(first);
            }
        }

        return set;
    }

    private CharacterSet? TakeOne(bool isInClass = false)
    {
        var character = pattern[_position++];
        return character switch
        {
            '.' when !isInClass => CharacterSet.Any,
            '\\' when IsAtEnd => null,
            '\\' => TakeEscape(pattern[_position++]),
            _ => CharacterSet.Of(character),
        };
    }

    private CharacterSet? TakeEscape(char kind)
    {
        if (kind is 'u' or 'x')
        {
            var code = Hexadecimal().Match(pattern, _position);
            _position += code.Length;
            return ushort.TryParse(code.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
                ? CharacterSet.Of((char)number)
                : null;
        }

        return kind switch
        {
            't' => CharacterSet.Of('\t'),
            'n' => CharacterSet.Of('\n'),
            'r' => CharacterSet.Of('\r'),
            _ when CharacterSet.Named(kind) is { } named => named,
            _ when char.IsAsciiLetterOrDigit(kind) => null,
            _ => CharacterSet.Of(kind),
        };
    }

    [GeneratedRegex(@"\G(?:\?:|\?<[A-Za-z_]\w*>)")]
    private static partial Regex GroupKind();

    [GeneratedRegex(@"\G(?:[*+?]|\{(?<least>\d+)(?<comma>,(?<most>\d*))?\})\??")]
    private static partial Regex Repetition();

    [GeneratedRegex(@"\G(?:(?<=u)[0-9a-fA-F]{4}|(?<=x)[0-9a-fA-F]{2})")]
    private static partial Regex Hexadecimal();
}
