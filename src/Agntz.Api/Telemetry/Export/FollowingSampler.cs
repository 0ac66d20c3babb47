using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Agntz.Api.Telemetry.Export;

/// <summary>
/// Does with a span what was done with its parent, and with a root what another sampler says. The root of a run's trace
/// has a trace id and no parent.
/// </summary>
/// <param name="roots">Decides on roots.</param>
internal sealed class FollowingSampler(Sampler roots) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.SpanId == default)
        {
            return roots.ShouldSample(samplingParameters);
        }

        return (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
            ? new SamplingResult(SamplingDecision.RecordAndSample)
            : new SamplingResult(SamplingDecision.Drop);
    }
}
