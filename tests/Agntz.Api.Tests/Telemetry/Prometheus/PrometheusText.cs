using System.Globalization;
using System.Text.RegularExpressions;

namespace Agntz.Api.Tests.Telemetry.Prometheus;

/// <summary>
/// Reads the text format 0.0.4 as its description says, and takes nothing else: every metric once, told what it is before
/// its values; every series once; histograms whole.
/// </summary>
internal sealed partial class PrometheusText
{
    private const string OneLabel = @"[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\[\\""n])*""";

    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _helped = new(StringComparer.Ordinal);
    private readonly List<PrometheusSample> _samples = [];

    private PrometheusText()
    {
    }

    /// <summary>What each metric is.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>All values, in order.</summary>
    public IReadOnlyList<PrometheusSample> Samples => _samples;

    /// <summary>The values of one name.</summary>
    public IReadOnlyList<PrometheusSample> Of(string name) => [.. _samples.Where(sample => sample.Name == name)];

    public static PrometheusText Read(string text)
    {
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "The last line has no end.");
        Assert.DoesNotContain('\r', text);
        var read = new PrometheusText();
        foreach (var line in text.Split('\n').SkipLast(1))
        {
            read.ReadLine(line);
        }

        read.CheckSeries();
        read.CheckHistograms();
        return read;
    }

    private void ReadLine(string line)
    {
        if (HelpLine().Match(line) is { Success: true } help)
        {
            Assert.True(_helped.Add(help.Groups[1].Value), $"Twice: {line}");
        }
        else if (TypeLine().Match(line) is { Success: true } type)
        {
            Assert.True(_types.TryAdd(type.Groups[1].Value, type.Groups[2].Value), $"Twice: {line}");
        }
        else
        {
            var sample = SampleLine().Match(line);
            Assert.True(sample.Success, $"Not a line of the format: {line}");
            ReadSample(sample);
        }
    }

    private void ReadSample(Match line)
    {
        var name = line.Groups["name"].Value;
        var family = _types.Keys.Last();
        Assert.Equal(family, _types[family] == "histogram" ? HistogramPart().Replace(name, "") : name);
        Assert.Equal(_types[family] == "counter", name.EndsWith("_total", StringComparison.Ordinal));
        var labels = Label().Matches(line.Groups["labels"].Value)
            .ToDictionary(label => label.Groups[1].Value, label => Unescape(label.Groups[2].Value));
        _samples.Add(new PrometheusSample(name, labels, Number(line.Groups["value"].Value)));
    }

    private void CheckSeries() => Assert.All(
        _samples.GroupBy(sample => (sample.Name, sample.Series, sample.Labels.GetValueOrDefault("le"))),
        group => Assert.True(group.Count() == 1, $"Twice: {group.Key}"));

    private void CheckHistograms()
    {
        foreach (var name in _types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            foreach (var series in Of($"{name}_bucket").GroupBy(bucket => bucket.Series))
            {
                var bounds = series.Select(bucket => Number(bucket.Labels["le"])).ToList();
                Assert.Equal(bounds.Order(), bounds);
                Assert.Equal(double.PositiveInfinity, bounds[^1]);
                Assert.Equal(series.Select(bucket => bucket.Value).Order(), series.Select(bucket => bucket.Value));
                Assert.Equal(series.Last().Value, Of($"{name}_count").Single(it => it.Series == series.Key).Value);
                Assert.Single(Of($"{name}_sum"), it => it.Series == series.Key);
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text) => Escape().Replace(text, match => match.Value switch
    {
        @"\n" => "\n",
        var other => other[1..],
    });

    [GeneratedRegex("^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) .*$")]
    private static partial Regex HelpLine();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex($@"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{{(?<labels>{OneLabel}(?:,{OneLabel})*)\}})? (?<value>\S+)$")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)""")]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex HistogramPart();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();
}
