using System.Text.Json;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution.Recording;

/// <summary>Writes what went in and out of calls as attributes.</summary>
internal static class SpanText
{
    /// <summary>Writes a text, cut to <see cref="SpanLimits.MaxValueBytes"/>.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="text">Its value.</param>
    /// <param name="flag">The attribute that says so when it was longer; the start and the end of a span share none.</param>
    public static void Write(Utf8JsonWriter writer, string name, string text, string flag)
    {
        if (!SpanLimits.Cut(text, out var cut))
        {
            writer.WriteString(name, text);
            return;
        }

        writer.WriteString(name, cut);
        writer.WriteBoolean(flag, true);
    }
}
