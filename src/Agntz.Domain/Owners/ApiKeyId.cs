using System.Diagnostics.CodeAnalysis;

namespace Agntz.Domain.Owners;

/// <summary>Names an API key without giving it away; written <c>key_</c> and 32 hex digits.</summary>
/// <param name="Value">The number behind it.</param>
public readonly record struct ApiKeyId(Guid Value)
{
    private const string Prefix = "key_";

    /// <summary>Reads an id as it is written.</summary>
    /// <returns>False when the text is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApiKeyId id)
    {
        var digits = text?.StartsWith(Prefix, StringComparison.Ordinal) is true ? text[Prefix.Length..] : null;
        var valid = Guid.TryParseExact(digits, "N", out var value);
        id = new ApiKeyId(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Prefix}{Value:N}";
}
