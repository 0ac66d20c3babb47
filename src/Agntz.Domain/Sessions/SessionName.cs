using System.Diagnostics.CodeAnalysis;

namespace Agntz.Domain.Sessions;

/// <summary>What a session may be called.</summary>
public static class SessionName
{
    /// <summary>The most characters.</summary>
    public const int MaxLength = 256;

    /// <summary>What is allowed, for messages.</summary>
    public static string Expected { get; } = $"1 to {MaxLength} characters, none of them a control character, not all of them blank";

    /// <summary>Whether a session may be called that.</summary>
    public static bool IsValid([NotNullWhen(true)] string? name) =>
        name is { Length: <= MaxLength } && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
}
