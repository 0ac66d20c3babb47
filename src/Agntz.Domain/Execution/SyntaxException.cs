namespace Agntz.Domain.Execution;

/// <summary>A template or a condition is not written as the manifest language asks.</summary>
/// <param name="position">Where, in characters from 1.</param>
/// <param name="message">What was expected, what was found, and what to write instead.</param>
public sealed class SyntaxException(int position, string message) : FormatException($"At character {position}: {message}")
{
    /// <summary>Where, in characters from 1.</summary>
    public int Position { get; } = position;
}
