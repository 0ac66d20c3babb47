namespace Agntz.Domain.Execution.Conditions;

/// <summary>The smallest part of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Position">Where it begins, in characters from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    /// <summary>What it is, for a message.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "nothing more",
        TokenKind.Place => $"'{{{{{Text}}}}}'",
        TokenKind.Quoted => $"the string '{Text}'",
        _ => $"'{Text}'",
    };
}
