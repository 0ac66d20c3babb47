namespace Agntz.Domain.Agents.Tools;

/// <summary>How a request carries its token.</summary>
/// <param name="IsQuery">Whether it stands in the query of the URL; else in a header.</param>
/// <param name="Name">The header, or the parameter of the query.</param>
/// <param name="Format">Its value, with <see cref="Placeholder"/> where the token stands.</param>
public sealed record TokenUse(bool IsQuery, string Name, string Format)
{
    /// <summary>Stands for the token.</summary>
    public const string Placeholder = "{token}";

    /// <summary>As OAuth has it: <c>Authorization: Bearer</c>.</summary>
    public static TokenUse Bearer { get; } = new(IsQuery: false, "Authorization", $"Bearer {Placeholder}");

    /// <summary>The value for a token.</summary>
    public string Render(string token) => Format.Replace(Placeholder, token, StringComparison.Ordinal);
}
