using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Persistence.Model.Traces;

namespace Agntz.Persistence.Queries;

/// <summary>A trace with what is counted when it is read.</summary>
internal sealed class SummaryRow
{
    public required TraceRow Trace { get; init; }

    /// <summary>What the session of its run is called; null without one.</summary>
    public required string? Session { get; init; }

    public required long SpanCount { get; init; }

    public required long TotalTokens { get; init; }

    public required decimal? CostUsd { get; init; }

    public TraceSummary ToSummary(Owner owner) => new()
    {
        Owner = owner,
        Id = new RunId(Trace.Id),
        IsRun = Trace.IsRun,
        RootName = Trace.RootName,
        AgentReference = Trace.RequestedVersion is { } version ? $"{Trace.AgentId}@{version}" : Trace.AgentId,
        SessionId = Session,
        StartedAt = Trace.StartedAt,
        EndedAt = Trace.EndedAt,
        Status = Trace.Status is { } status ? SpanStatusNames.Parse(status) : SpanStatus.Running,
        SpanCount = SpanCount,
        TotalTokens = TotalTokens,
        TotalCostUsd = CostUsd,
    };
}
