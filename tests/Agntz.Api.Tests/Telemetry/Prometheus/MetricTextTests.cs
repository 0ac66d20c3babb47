using System.Diagnostics.Metrics;
using Agntz.Api.Telemetry.Prometheus;

namespace Agntz.Api.Tests.Telemetry.Prometheus;

public sealed class MetricTextTests : IDisposable
{
    private readonly Meter _meter = new("tests");

    public void Dispose() => _meter.Dispose();

    [Theory]
    [InlineData("http.server.request.duration", "s", "Histogram", "http_server_request_duration_seconds")]
    [InlineData("agntz.runs.ended", "{run}", "Counter", "agntz_runs_ended_total")]
    [InlineData("bytes.total", "By", "Counter", "bytes_total")]
    [InlineData("io.total.read", "By", "Counter", "io_read_bytes_total")]
    [InlineData("process.cpu.time", "s", "Counter", "process_cpu_time_seconds_total")]
    [InlineData("cache.hits", "1", "Gauge", "cache_hits_ratio")]
    [InlineData("cache.hits", "1", "Counter", "cache_hits_total")]
    [InlineData("1st..place-of%", null, "Gauge", "_1st_place_of")]
    [InlineData("rate", "By/s", "Gauge", "rate_By_s")]
    public void Metric_IsNamedAsPrometheusHasIt(string name, string? unit, string kind, string expected)
    {
        Assert.Equal(expected, MetricNames.Metric(name, unit, Enum.Parse<MetricKind>(kind)));
    }

    [Fact]
    public void Labels_AreSortedAndEscaped()
    {
        var labels = LabelText.Of(
        [
            new("z", "a \"quoted\" \\ path\nwith two lines, {braces} and ü"), new("b.c", true), new("a", 1.5), new("b_c", null),
        ]);

        Assert.Equal(
            """a="1.5",b_c="true;",z="a \"quoted\" \\ path\nwith two lines, {braces} and ü" """.TrimEnd(), labels);
    }

    [Fact]
    public void EveryKind_IsReadAsItWasWritten()
    {
        const string Odd = "a \"b\" \\n \n,{}=";
        var histogram = Family(_meter.CreateHistogram("wait", "s", "Waits.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }), MetricKind.Histogram);
        Record(histogram, [0.1, 0.5, 1, 7], ("odd", Odd));
        var counter = Family(_meter.CreateCounter<long>("calls", null, "Two\nlines \\ and all."), MetricKind.Counter);
        Record(counter, [1, 2]);
        var gauge = Family(_meter.CreateGauge<double>("heat"), MetricKind.Gauge);
        Record(gauge, [3, -4.25e-7]);

        var text = PrometheusText.Read(MetricText.Write([histogram, gauge, counter]));

        Assert.Equal([1, 3, 4], text.Of("wait_seconds_bucket").Select(bucket => bucket.Value));
        Assert.All(text.Of("wait_seconds_bucket"), bucket => Assert.Equal(Odd, bucket.Labels["odd"]));
        Assert.Equal(8.6, Assert.Single(text.Of("wait_seconds_sum")).Value, precision: 9);
        Assert.Equal(3, Assert.Single(text.Of("calls_total")).Value);
        Assert.Equal(-4.25e-7, Assert.Single(text.Of("heat")).Value);
        Assert.Equal(["calls_total", "heat", "wait_seconds"], text.Types.Keys);
    }

    [Fact]
    public void NumbersThatAreNone_AreWrittenAsPrometheusHasThem()
    {
        var gauge = Family(_meter.CreateGauge<double>("odd"), MetricKind.Gauge);
        Record(gauge, [double.NaN], ("of", "nan"));
        Record(gauge, [double.PositiveInfinity], ("of", "more"));
        Record(gauge, [double.NegativeInfinity], ("of", "less"));

        Assert.EndsWith(
            "odd{of=\"less\"} -Inf\nodd{of=\"more\"} +Inf\nodd{of=\"nan\"} NaN\n", MetricText.Write([gauge]));
    }

    [Fact]
    public void SeriesWithoutNumber_AreOneFromALimitOn()
    {
        var counter = Family(_meter.CreateCounter<long>("calls"), MetricKind.Counter);
        for (var index = 0; index < MetricFamily.MostSeries + 5; index++)
        {
            Record(counter, [1], ("id", $"{index}"));
        }

        var series = PrometheusText.Read(MetricText.Write([counter])).Of("calls_total");

        Assert.Equal(MetricFamily.MostSeries + 1, series.Count);
        Assert.Equal(5, series.Single(it => it.Labels.GetValueOrDefault("otel_metric_overflow") == "true").Value);
    }

    private static MetricFamily Family(Instrument instrument, MetricKind kind) => new(instrument, kind);

    private static void Record(MetricFamily family, double[] values, params (string Name, string Value)[] labels)
    {
        foreach (var value in values)
        {
            family.Record(value, [.. labels.Select(label => KeyValuePair.Create(label.Name, (object?)label.Value))]);
        }
    }
}
