using System.Diagnostics.CodeAnalysis;

namespace Agntz.Domain.Runs;

/// <summary>
/// The id of a run and of its trace: a UUIDv7, so ids sort by time. Written <c>run_</c> and 32 hex digits; those
/// digits alone are the OpenTelemetry trace id.
/// </summary>
/// <param name="Value">The 16 bytes.</param>
public readonly record struct RunId(Guid Value)
{
    private const string Prefix = "run_";

    /// <summary>The 32 hex digits that OpenTelemetry shows.</summary>
    public string ToTraceId() => Value.ToString("N");

    /// <inheritdoc/>
    public override string ToString() => Prefix + ToTraceId();

    /// <summary>Reads either spelling, with or without the prefix.</summary>
    /// <returns>False when the text is no id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out RunId id)
    {
        var digits = text.AsSpan();
        if (digits.StartsWith(Prefix, StringComparison.Ordinal))
        {
            digits = digits[Prefix.Length..];
        }

        var found = Guid.TryParseExact(digits, "N", out var value);
        id = new RunId(value);
        return found;
    }
}
