using System.Globalization;
using System.Text;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>The labels of a series as Prometheus reads them, which is also what tells one series from another.</summary>
internal static class LabelText
{
    /// <summary>What the series has that stands for all there was no room for.</summary>
    public const string Overflow = "otel_metric_overflow=\"true\"";

    /// <summary>The labels in the order of their names, without braces; empty without any.</summary>
    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in tags)
        {
            var label = MetricNames.Label(name);
            var text = Text(value);

            // Names that are told apart only by what Prometheus does not allow.
            labels[label] = labels.TryGetValue(label, out var other) ? $"{other};{text}" : text;
        }

        var written = new StringBuilder();
        foreach (var (label, value) in labels)
        {
            written.Append(written.Length == 0 ? "" : ",").Append(label).Append("=\"");
            Escape(written, value);
            written.Append('"');
        }

        return written.ToString();
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Escape(StringBuilder written, string value)
    {
        foreach (var character in value)
        {
            written.Append(character switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                _ => null,
            });
            if (character is not ('\\' or '"' or '\n'))
            {
                written.Append(character);
            }
        }
    }
}
