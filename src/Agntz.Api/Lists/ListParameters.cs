using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Api.Lists;

/// <summary>The query of a list. Texts, so that what cannot be read is answered with what was expected.</summary>
internal sealed record ListParameters
{
    public string? AgentId { get; init; }

    public string? Status { get; init; }

    public string? StartedAfter { get; init; }

    public string? StartedBefore { get; init; }

    public string? Limit { get; init; }

    public string? Cursor { get; init; }

    /// <summary>True when a status is asked for that clients know and no run ever has.</summary>
    public bool MatchesNoRun => Status is "draining";

    /// <exception cref="Errors.RefusedException">A parameter cannot be read.</exception>
    public RunQuery ToRunQuery() => new()
    {
        AgentId = ListValues.Text("agentId", AgentId),
        Status = ListValues.RunStatus(Status),
        StartedAfter = ListValues.Instant("startedAfter", StartedAfter),
        StartedBefore = ListValues.Instant("startedBefore", StartedBefore),
        Limit = ListValues.Limit(Limit),
        After = CursorText.ReadRuns(Cursor),
    };

    /// <exception cref="Errors.RefusedException">A parameter cannot be read.</exception>
    public TraceQuery ToTraceQuery() => new()
    {
        AgentId = ListValues.Text("agentId", AgentId),
        Status = ListValues.SpanStatus(Status),
        StartedAfter = ListValues.Instant("startedAfter", StartedAfter),
        StartedBefore = ListValues.Instant("startedBefore", StartedBefore),
        Limit = ListValues.Limit(Limit),
        After = CursorText.ReadTraces(Cursor),
    };
}
