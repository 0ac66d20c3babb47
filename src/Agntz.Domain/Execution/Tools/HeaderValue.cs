namespace Agntz.Domain.Execution.Tools;

/// <summary>What may stand in a header.</summary>
internal static class HeaderValue
{
    /// <summary>The value as it is.</summary>
    /// <exception cref="ToolException">It would end the header. The value may be secret, so the message does not repeat it.</exception>
    public static string Of(string name, string value) => value.Any(char.IsControl)
        ? throw new ToolException($"The value of the header '{name}' holds a line break or another control character.")
        : value;
}
