using System.Globalization;
using System.Text;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>Writes metrics in the text format of Prometheus, version 0.0.4.</summary>
internal static class MetricText
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes every metric that has a value, in the order of their names.</summary>
    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families.OrderBy(family => family.Name, StringComparer.Ordinal))
        {
            if (family.Series is { Count: > 0 } series)
            {
                Write(text, family, series);
            }
        }

        return text.ToString();
    }

    private static void Write(
        StringBuilder text, MetricFamily family, IReadOnlyList<(string Labels, MetricSeries Series)> all)
    {
        text.Append("# HELP ").Append(family.Name).Append(' ').Append(Help(family.Description)).Append('\n');
        text.Append("# TYPE ").Append(family.Name).Append(' ').Append(Type(family.Kind)).Append('\n');
        foreach (var (labels, series) in all)
        {
            var (value, buckets) = series.Read();
            if (family.Kind is MetricKind.Histogram)
            {
                WriteHistogram(text, family, labels, value, buckets);
            }
            else
            {
                WriteLine(text, family.Name, labels, value);
            }
        }
    }

    private static void WriteHistogram(
        StringBuilder text, MetricFamily family, string labels, double sum, long[] buckets)
    {
        var count = 0L;
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            count += buckets[bucket];
            var bound = bucket < family.Bounds.Count ? family.Bounds[bucket] : double.PositiveInfinity;
            var le = $"le=\"{Number(bound)}\"";
            WriteLine(text, $"{family.Name}_bucket", labels.Length == 0 ? le : $"{labels},{le}", count);
        }

        WriteLine(text, $"{family.Name}_sum", labels, sum);
        WriteLine(text, $"{family.Name}_count", labels, count);
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Help(string description) =>
        description.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Type(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };
}
