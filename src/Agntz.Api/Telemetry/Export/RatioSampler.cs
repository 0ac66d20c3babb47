using System.Globalization;
using OpenTelemetry.Trace;

namespace Agntz.Api.Telemetry.Export;

/// <summary>
/// Exports a part of all traces, and each of them whole: it reads the last seven bytes of the trace id, as W3C Trace
/// Context level 2 has it. The first bytes of ours are time, by which others take all traces of a while or none.
/// </summary>
/// <param name="ratio">From 0, for none, to 1, for all.</param>
internal sealed class RatioSampler(double ratio) : Sampler
{
    private const int RandomDigits = 14;

    private readonly ulong _rejected = (ulong)Math.Round((1 - ratio) * (1UL << (4 * RandomDigits)));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var digits = samplingParameters.TraceId.ToHexString().AsSpan(^RandomDigits..);
        var random = ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new SamplingResult(
            random >= _rejected ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
