using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Workers;

/// <summary>A run taken from the queue.</summary>
public sealed record ClaimedRun
{
    /// <summary>The right to execute it.</summary>
    public required RunHold Hold { get; init; }

    /// <summary>The agent, without a version.</summary>
    public required string AgentId { get; init; }

    /// <summary>The version the run was created for.</summary>
    public required DateTimeOffset AgentVersion { get; init; }

    /// <summary>The input as JSON; null when there was none.</summary>
    public string? Input { get; init; }

    /// <summary>The time it has.</summary>
    public required RunTime Time { get; init; }

    /// <summary>When the run was created.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What its root was stored with when the run was created: the attributes, one JSON object as text.</summary>
    public required string RootAttributes { get; init; }

    /// <summary>Its root, as it began.</summary>
    public Span Root => Span.Begun(new SpanStart
    {
        Id = Hold.RootSpan,
        Kind = SpanKind.AgentInvoke,
        Name = AgentId,
        StartedAt = StartedAt,
        Attributes = RootAttributes,
    });
}
