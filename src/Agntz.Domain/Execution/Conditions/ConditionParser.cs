using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Conditions;

/// <summary>
/// Reads conditions: <c>or := and {"||" and}</c>, <c>and := test {"&amp;&amp;" test}</c>,
/// <c>test := "(" or ")" | operand [comparison operand]</c>.
/// </summary>
internal sealed class ConditionParser(string source)
{
    private const int MaxNesting = 64;

    private readonly IReadOnlyList<Token> _tokens = new ConditionLexer(source, 0, source.Length).Read();
    private int _at;

    private Token Current => _tokens[_at];

    /// <exception cref="SyntaxException">The text is no condition.</exception>
    public ConditionNode Parse()
    {
        var condition = ReadOr(0);
        return Current.Kind switch
        {
            TokenKind.End => condition,
            TokenKind.Close => throw Unexpected("this ')' closes nothing"),
            TokenKind.Comparison => throw Unexpected("comparisons cannot be chained or made with parentheses: "
                + "compare two values, and join comparisons with '&&' or '||'"),
            _ => throw Unexpected($"expected '&&', '||' or the end, found {Current}; text of more than one word is "
                + "written in quotes"),
        };
    }

    private ConditionNode ReadOr(int depth)
    {
        var parts = new List<ConditionNode> { ReadAnd(depth) };
        while (Skip(TokenKind.Or))
        {
            parts.Add(ReadAnd(depth));
        }

        return parts is [var only] ? only : new ConditionNode.Any(parts);
    }

    private ConditionNode ReadAnd(int depth)
    {
        var parts = new List<ConditionNode> { ReadTest(depth) };
        while (Skip(TokenKind.And))
        {
            parts.Add(ReadTest(depth));
        }

        return parts is [var only] ? only : new ConditionNode.All(parts);
    }

    private ConditionNode ReadTest(int depth)
    {
        if (Current.Kind is not TokenKind.Open)
        {
            return ReadComparison();
        }

        if (depth == MaxNesting)
        {
            throw Unexpected($"parentheses may be nested {MaxNesting} deep at most");
        }

        var open = Current;
        _at++;
        var inner = ReadOr(depth + 1);
        return Skip(TokenKind.Close)
            ? inner
            : throw (Current.Kind is TokenKind.End
                ? new SyntaxException(open.Position, "this '(' is never closed by ')'")
                : Unexpected($"expected '&&', '||' or ')', found {Current}"));
    }

    private ConditionNode ReadComparison()
    {
        var first = Current;
        var left = ReadOperand();
        if (Current.Kind is not TokenKind.Comparison)
        {
            return left.IsPlace || left.IsBoolean
                ? new ConditionNode.Truth(left)
                : throw NothingToDecide(first);
        }

        var symbol = Current.Text;
        _at++;
        var right = ReadOperand();
        return left.IsPlace || right.IsPlace
            ? new ConditionNode.Comparison(left, symbol, right)
            : throw NothingToDecide(first);
    }

    private Operand ReadOperand()
    {
        var token = Current;
        _at++;
        return token.Kind switch
        {
            TokenKind.Place => Operand.Place(new TemplatePath(token.Text)),
            TokenKind.Quoted => Operand.Literal(Literals.Quoted(token.Text)),
            TokenKind.Word => Operand.Literal(Literals.Of(token.Text)),
            _ => throw new SyntaxException(token.Position,
                $"expected a variable like {{{{name}}}} or a value, found {token}"),
        };
    }

    private bool Skip(TokenKind kind)
    {
        var found = Current.Kind == kind;
        _at += found ? 1 : 0;
        return found;
    }

    private static SyntaxException NothingToDecide(Token token) => new(token.Position,
        $"{token} is no variable, so there is nothing to decide: variables are written {{{{name}}}}");

    private SyntaxException Unexpected(string message) => new(Current.Position, message);
}
