using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>Cuts a condition into tokens, one pass over the text.</summary>
/// <param name="source">The text.</param>
/// <param name="start">Where the condition begins in it.</param>
/// <param name="end">Where it ends, exclusive.</param>
internal sealed class ConditionLexer(string source, int start, int end)
{
    private const string Special = "(){}\"'=!<>&|";

    private int _at = start;

    /// <summary>The tokens, the last of which says that there is nothing more.</summary>
    /// <exception cref="SyntaxException">A character has no place in conditions, or a string or place is not closed.</exception>
    public IReadOnlyList<Token> Read()
    {
        var tokens = new List<Token>();
        while (SkipWhiteSpace())
        {
            tokens.Add(Next());
        }

        tokens.Add(new Token(TokenKind.End, "", end + 1));
        return tokens;
    }

    private bool SkipWhiteSpace()
    {
        while (_at < end && char.IsWhiteSpace(source[_at]))
        {
            _at++;
        }

        return _at < end;
    }

    private Token Next() => (source[_at], _at + 1 < end ? source[_at + 1] : '\0') switch
    {
        ('{', '{') => Place(),
        ('"' or '\'', _) => Quoted(),
        ('(', _) => Take(TokenKind.Open, 1),
        (')', _) => Take(TokenKind.Close, 1),
        ('&', '&') => Take(TokenKind.And, 2),
        ('|', '|') => Take(TokenKind.Or, 2),
        ('=' or '!' or '<' or '>', '=') => Take(TokenKind.Comparison, 2),
        ('<' or '>', _) => Take(TokenKind.Comparison, 1),
        var (found, _) when !Special.Contains(found) => Word(),
        var (found, _) => throw new SyntaxException(_at + 1, $"'{found}' {Advice(found)}"),
    };

    private static string Advice(char found) => found switch
    {
        '=' => "is no operator: write '==' for equal",
        '!' => "is no operator: write '!=' for not equal, or compare with '== false' or '== null'",
        '&' => "is no operator: write '&&' for and",
        '|' => "is no operator: write '||' for or",
        _ => "has no place here: variables are written {{name}}, and text with such characters in quotes",
    };

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, source.Substring(_at, length), _at + 1);
        _at += length;
        return token;
    }

    private Token Place()
    {
        var open = _at;
        var close = source.IndexOf("}}", open, end - open, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new SyntaxException(open + 1, "this '{{' is never closed by '}}'");
        }

        _at = close + 2;
        return new Token(TokenKind.Place, TemplatePath.Read(source[(open + 2)..close], open + 1), open + 1);
    }

    private Token Quoted()
    {
        var open = _at;
        var close = source.IndexOf(source[open], open + 1, end - open - 1);
        if (close < 0)
        {
            throw new SyntaxException(open + 1, $"this quote is never closed by another {source[open]}");
        }

        _at = close + 1;
        return new Token(TokenKind.Quoted, source[(open + 1)..close], open + 1);
    }

    private Token Word()
    {
        var length = 1;
        while (_at + length < end && !char.IsWhiteSpace(source[_at + length]) && !Special.Contains(source[_at + length]))
        {
            length++;
        }

        return Take(TokenKind.Word, length);
    }
}
