using System.Text;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>
/// The names that metrics and attributes of OpenTelemetry have for Prometheus: what it does not allow becomes an
/// underscore, and the unit and <c>total</c> come behind.
/// </summary>
internal static class MetricNames
{
    private const char Filler = '_';
    private const string OfCounters = "total";

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["d"] = "days",
        ["h"] = "hours",
        ["min"] = "minutes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["%"] = "percent",
    };

    /// <summary>The name of a metric.</summary>
    public static string Metric(string name, string? unit, MetricKind kind)
    {
        var parts = Clean(name).Split(Filler, StringSplitOptions.RemoveEmptyEntries).ToList();
        Append(parts, Unit(unit, kind));
        if (kind is MetricKind.Counter)
        {
            parts.RemoveAll(part => part == OfCounters);
            parts.Add(OfCounters);
        }

        return NotADigit(string.Join(Filler, parts));
    }

    /// <summary>The name of a label.</summary>
    public static string Label(string name) => NotADigit(Clean(name));

    private static string? Unit(string? unit, MetricKind kind) => unit switch
    {
        null or "" => null,
        "1" => kind is MetricKind.Gauge ? "ratio" : null,
        _ when unit.StartsWith('{') => null,
        _ => Units.GetValueOrDefault(unit) ?? Clean(unit),
    };

    private static void Append(List<string> parts, string? unit)
    {
        if (unit is not null && !parts.Contains(unit))
        {
            parts.Add(unit);
        }
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            clean.Append(char.IsAsciiLetterOrDigit(character) ? character : Filler);
        }

        return clean.ToString();
    }

    private static string NotADigit(string name) =>
        name.Length == 0 || char.IsAsciiDigit(name[0]) ? Filler + name : name;
}
