namespace Agntz.Providers.Demo.Instances;

/// <summary>
/// Makes a short text a pattern of the ordinary kind matches: literals, classes, groups, alternatives and repetitions.
/// Of alternatives it takes the first.
/// </summary>
internal sealed class PatternText
{
    private const int MostGrowth = 200;
    private const int MostLength = 10_000;
    private const int MaxDepth = 32;
    private const char Padding = '.';

    private readonly PatternReader _pattern;
    private readonly int _growth;
    private int _depth;

    private PatternText(string pattern, int growth) => (_pattern, _growth) = (new PatternReader(pattern), growth);

    /// <summary>A text of at least a length.</summary>
    /// <returns>Null when the pattern has something that is not known here, or asks for too much.</returns>
    public static string? Make(string pattern, int least)
    {
        string? text = null;
        for (var growth = 0; growth <= MostGrowth; growth++)
        {
            text = new PatternText(pattern, growth).MakeAll();
            if (text is null || text.Length >= least)
            {
                return text;
            }
        }

        return pattern.EndsWith('$') ? text : text!.PadRight(least, Padding);
    }

    private string? MakeAll() => MakeAlternatives() is { } text && _pattern.IsAtEnd ? text : null;

    private string? MakeAlternatives()
    {
        var first = MakeSequence();
        while (first is not null && _pattern.Take('|'))
        {
            if (MakeSequence() is null)
            {
                return null;
            }
        }

        return first;
    }

    private string? MakeSequence()
    {
        var text = "";
        while (!_pattern.IsAtEnd && _pattern.Peek is not ('|' or ')'))
        {
            if (MakeOne() is not { } one || _pattern.TakeRepetition() is not { } repetition)
            {
                return null;
            }

            var times = repetition.Least + Math.Min(_growth, repetition.Most - repetition.Least);
            if (text.Length + ((long)one.Length * times) > MostLength)
            {
                return null;
            }

            text += string.Concat(Enumerable.Repeat(one, times));
        }

        return text;
    }

    private string? MakeOne()
    {
        if (_pattern.Take('^') || _pattern.Take('$'))
        {
            return "";
        }

        if (_pattern.TakeGroup() is { } isKnown)
        {
            return isKnown ? MakeGroup() : null;
        }

        return _pattern.TakeCharacter() is { } characters ? characters.Example()?.ToString() : null;
    }

    private string? MakeGroup()
    {
        if (++_depth > MaxDepth || MakeAlternatives() is not { } inner || !_pattern.Take(')'))
        {
            return null;
        }

        _depth--;
        return inner;
    }
}
