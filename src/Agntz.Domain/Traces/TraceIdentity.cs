using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Traces;

/// <summary>What every span of a trace has in common.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Id">The trace; for the trace of a run that of the run.</param>
/// <param name="IsRun">Whether it is the trace of a run.</param>
public sealed record TraceIdentity(Owner Owner, RunId Id, bool IsRun)
{
    /// <summary>The session of its run; null without one.</summary>
    public string? SessionId { get; init; }
}
