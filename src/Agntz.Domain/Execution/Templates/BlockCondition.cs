using Agntz.Domain.Execution.Conditions;

namespace Agntz.Domain.Execution.Templates;

/// <summary>Reads the condition of a block: <c>path</c>, <c>path == literal</c> or <c>path != literal</c>.</summary>
internal static class BlockCondition
{
    /// <param name="source">The whole template.</param>
    /// <param name="start">Where the condition begins in it.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    /// <exception cref="SyntaxException">It is no such condition.</exception>
    public static ConditionNode Parse(string source, int start, int end)
    {
        var tokens = new ConditionLexer(source, start, end).Read();
        return tokens switch
        {
            [{ Kind: TokenKind.Word } path, _] => new ConditionNode.Truth(Left(path)),
            [
            { Kind: TokenKind.Word or TokenKind.Quoted } left,
            { Kind: TokenKind.Comparison, Text: "==" or "!=" } comparison,
            { Kind: TokenKind.Word or TokenKind.Quoted } right, _,
            ] => new ConditionNode.Comparison(Left(left), comparison.Text, Right(right)),
            _ => throw Refuse(Odd(tokens)),
        };
    }

    private static Operand Left(Token token) => token.Kind is TokenKind.Quoted
        ? Operand.Literal(Literals.Quoted(token.Text))
        : Operand.Place(new TemplatePath(TemplatePath.Read(token.Text, token.Position)));

    private static Operand Right(Token token) => Operand.Literal(
        token.Kind is TokenKind.Quoted ? Literals.Quoted(token.Text) : Literals.Of(token.Text));

    // The first token that has no place after those before it.
    private static Token Odd(IReadOnlyList<Token> tokens) => tokens switch
    {
        [{ Kind: not (TokenKind.Word or TokenKind.Quoted) }, ..] or [{ Kind: TokenKind.Quoted }, _] => tokens[0],
        [_, { Kind: TokenKind.Comparison, Text: "==" or "!=" }, { Kind: TokenKind.Word or TokenKind.Quoted }, var after, ..] =>
            after,
        [_, { Kind: TokenKind.Comparison, Text: "==" or "!=" }, var right, ..] => right,
        _ => tokens[1],
    };

    private static SyntaxException Refuse(Token token) => new(token.Position,
        "the condition of a block is {{#if name}}, {{#if name == value}} or {{#if name != value}}, where a value of more "
        + $"than one word is in quotes; found {token}");
}
