namespace Agntz.Api.Runs;

/// <summary>The run that a streaming request has started; the first event of its stream.</summary>
public sealed record RunStartEvent
{
    internal const string Name = "run-start";

    /// <summary>The agent as the caller named it.</summary>
    public required string AgentId { get; init; }

    /// <summary><c>llm</c>, <c>tool</c>, <c>sequential</c> or <c>parallel</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The run; <c>GET /runs/{id}/stream</c> is the way back to it.</summary>
    public required string RunId { get; init; }

    /// <summary>What is kept of it.</summary>
    public required RetentionResponse Retention { get; init; }

    /// <summary>Its trace; the same id. Absent where that is not kept.</summary>
    public string? TraceId { get; init; }

    /// <summary>The session it is part of.</summary>
    public string? SessionId { get; init; }
}
