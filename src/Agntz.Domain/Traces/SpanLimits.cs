using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Agntz.Domain.Traces;

/// <summary>How much a span may hold.</summary>
public static class SpanLimits
{
    /// <summary>The most characters of a name; a longer one is cut.</summary>
    public const int MaxNameLength = 500;

    /// <summary>The most characters of a kind; a longer one is cut.</summary>
    public const int MaxKindLength = 32;

    /// <summary>The most characters of an agent's id in a summary; a longer one is cut.</summary>
    public const int MaxAgentLength = 200;

    /// <summary>The most characters of an error; a longer one is cut.</summary>
    public const int MaxErrorLength = 64 * 1024;

    /// <summary>The most bytes of an attribute's value; a longer one is cut.</summary>
    public const int MaxValueBytes = 64 * 1024;

    /// <summary>The beginning of a value that is too long.</summary>
    /// <param name="value">The value.</param>
    /// <param name="cut">As much of it as fits; a character is never cut in half. Null when all of it does.</param>
    /// <returns>False when all of it fits.</returns>
    public static bool Cut(string value, [NotNullWhen(true)] out string? cut)
    {
        ArgumentNullException.ThrowIfNull(value);
        cut = null;
        if (value.Length <= MaxValueBytes && Encoding.UTF8.GetByteCount(value) <= MaxValueBytes)
        {
            return false;
        }

        Span<byte> bytes = new byte[MaxValueBytes];
        Encoding.UTF8.GetEncoder().Convert(value, bytes, flush: false, out var length, out _, out _);
        cut = value[..length];
        return true;
    }
}
