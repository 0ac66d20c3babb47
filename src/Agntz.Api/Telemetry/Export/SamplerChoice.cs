using System.Globalization;
using OpenTelemetry.Trace;

namespace Agntz.Api.Telemetry.Export;

/// <summary>Which traces are exported, by the usual variables.</summary>
internal static class SamplerChoice
{
    private const string Name = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>The names that can be chosen.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off",
        "parentbased_traceidratio",
    ];

    /// <summary>What is wrong with what the variables say; null when nothing is.</summary>
    public static string? Defect(ExportSettings settings)
    {
        if (settings.Read(Name) is { } name && !Names.Contains(name))
        {
            return $"The sampler '{name}' is not known. Set {Name} to one of: {string.Join(", ", Names)}.";
        }

        return settings.Read(Argument) is { } text && Ratio(text) is null
            ? $"The ratio '{text}' is none. Set {Argument} to a number from 0 to 1."
            : null;
    }

    /// <summary>The sampler they say; everything where they say nothing.</summary>
    public static Sampler Of(ExportSettings settings)
    {
        var ratio = Ratio(settings.Read(Argument)) ?? 1;
        return settings.Read(Name) switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new RatioSampler(ratio),
            "parentbased_always_off" => new FollowingSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new FollowingSampler(new RatioSampler(ratio)),
            _ => new FollowingSampler(new AlwaysOnSampler()),
        };
    }

    private static double? Ratio(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : null;
}
