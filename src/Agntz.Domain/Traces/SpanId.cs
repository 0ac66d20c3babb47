using System.Globalization;

namespace Agntz.Domain.Traces;

/// <summary>The id of a span within its trace: 8 bytes, written as 16 hex digits, as in OpenTelemetry.</summary>
/// <param name="Value">The bytes as a number, first byte highest; never 0.</param>
public readonly record struct SpanId(ulong Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
