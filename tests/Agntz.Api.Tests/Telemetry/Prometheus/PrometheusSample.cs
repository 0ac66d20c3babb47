namespace Agntz.Api.Tests.Telemetry.Prometheus;

/// <summary>One line with a value.</summary>
/// <param name="Name">The metric, with what histograms have behind it.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Value">Its value.</param>
internal sealed record PrometheusSample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>What tells one series of a histogram from another: its labels but for the bucket's.</summary>
    public string Series => string.Join(',', Labels.Where(label => label.Key != "le")
        .OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}
