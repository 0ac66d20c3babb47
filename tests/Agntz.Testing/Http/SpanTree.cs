using System.Text;
using System.Text.Json;

namespace Agntz.Testing.Http;

/// <summary>Draws the spans of a trace as the wire shows them: <c>kind name</c>, children in order of their start.</summary>
public static class SpanTree
{
    /// <summary>One line per span, two blanks deeper for each level.</summary>
    public static string Draw(JsonElement trace)
    {
        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var text = new StringBuilder();
        Draw(null, 0);
        return text.ToString();

        void Draw(string? parent, int depth)
        {
            var children = spans
                .Where(span => Parent(span) == parent)
                .OrderBy(span => span.GetProperty("startedAt").GetString(), StringComparer.Ordinal);
            foreach (var span in children)
            {
                text.Append(' ', 2 * depth).Append(span.GetProperty("kind").GetString()).Append(' ')
                    .Append(span.GetProperty("name").GetString()).Append('\n');
                Draw(span.GetProperty("spanId").GetString(), depth + 1);
            }
        }
    }

    /// <summary>Every span as <c>kind name status</c>, in the order of the trace.</summary>
    public static IReadOnlyList<string> Lines(JsonElement trace) =>
    [
        .. trace.GetProperty("spans").EnumerateArray().Select(span =>
            $"{span.GetProperty("kind").GetString()} {span.GetProperty("name").GetString()} "
            + span.GetProperty("status").GetString()),
    ];

    private static string? Parent(JsonElement span) =>
        span.TryGetProperty("parentId", out var parent) ? parent.GetString() : null;
}
