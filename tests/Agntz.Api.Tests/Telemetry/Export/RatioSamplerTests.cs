using System.Diagnostics;
using Agntz.Api.Telemetry.Export;
using Agntz.Domain.Ids;
using Agntz.Domain.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>Which traces are exported, of those whose ids we make: they begin with the time.</summary>
public sealed class RatioSamplerTests
{
    private const int Traces = 20_000;

    private readonly IdSource _ids = new(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)), new Random(17));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.1, 0.09, 0.11)]
    [InlineData(0.5, 0.48, 0.52)]
    [InlineData(1, 1, 1)]
    public void Ratio_OfIdsOfOneMillisecond_IsTheirs(double ratio, double atLeast, double atMost)
    {
        var sampler = new RatioSampler(ratio);

        var exported = Enumerable.Range(0, Traces).Count(_ => IsExported(sampler, _ids.NewRunId(), parent: null));

        Assert.InRange(exported / (double)Traces, atLeast, atMost);
    }

    [Fact]
    public void Ratio_ReadsTheLastSevenBytes()
    {
        var half = new RatioSampler(0.5);

        Assert.True(IsExported(half, Trace("000000000000000000" + "80000000000000"), null));
        Assert.False(IsExported(half, Trace("ffffffffffffffffff" + "7fffffffffffff"), null));
    }

    [Fact]
    public void LargerRatio_ExportsWhatTheSmallerOneDoes()
    {
        var (tenth, half) = (new RatioSampler(0.1), new RatioSampler(0.5));
        var runs = Enumerable.Range(0, Traces).Select(_ => _ids.NewRunId()).ToList();

        Assert.All(
            runs.Where(run => IsExported(tenth, run, null)), run => Assert.True(IsExported(half, run, null)));
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public void Following_DoesAsWasDoneWithTheParent(ActivityTraceFlags parent, bool isExported)
    {
        var sampler = new FollowingSampler(new RatioSampler(isExported ? 0 : 1));

        Assert.Equal(isExported, IsExported(sampler, _ids.NewRunId(), parent));
        Assert.Equal(!isExported, IsExported(sampler, _ids.NewRunId(), parent: null));
    }

    [Theory]
    [InlineData("traceidratio", "2", "ratio")]
    [InlineData("parentbased_traceidratio", "x", "ratio")]
    [InlineData("sometimes", null, "sampler")]
    [InlineData("traceidratio", "0.5", null)]
    [InlineData(null, null, null)]
    public void Variables_ThatSayNothingThatIsKnown_AreNamed(string? name, string? argument, string? named)
    {
        var settings = new ExportSettings(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["OTEL_TRACES_SAMPLER"] = name, ["OTEL_TRACES_SAMPLER_ARG"] = argument })
            .Build());

        var defect = SamplerChoice.Defect(settings);

        Assert.Equal(named is null, defect is null);
        Assert.Contains(named ?? "", defect ?? "", StringComparison.Ordinal);
    }

    private static RunId Trace(string hex) => RunId.TryParse(hex, out var id)
        ? id
        : throw new FormatException(hex);

    // With a parent unless the flags are null.
    private static bool IsExported(Sampler sampler, RunId run, ActivityTraceFlags? parent)
    {
        var trace = ActivityTraceId.CreateFromString(run.ToTraceId());
        var context = new ActivityContext(
            trace, parent is null ? default : ActivitySpanId.CreateFromString("00f067aa0ba902b7"),
            parent ?? ActivityTraceFlags.None);
        return sampler.ShouldSample(new SamplingParameters(context, trace, "a span", ActivityKind.Internal)).Decision
            is SamplingDecision.RecordAndSample;
    }
}
