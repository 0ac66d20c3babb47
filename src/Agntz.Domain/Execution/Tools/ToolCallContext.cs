using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Domain.Execution.Tools;

/// <summary>Whose call of a tool it is, and where in the run.</summary>
public sealed record ToolCallContext
{
    /// <summary>Whose run it is.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The run.</summary>
    public required RunId Run { get; init; }

    /// <summary>The id of the agent that calls.</summary>
    public required string AgentId { get; init; }

    /// <summary>The state of the agent that calls. Only to be read.</summary>
    public required AgentState State { get; init; }

    /// <summary>The place of the call in the execution tree.</summary>
    public required StepPath Path { get; init; }

    /// <summary>The same for every try of this call and for no other call: <c>run:step path</c>.</summary>
    public string IdempotencyKey => $"{Run}:{Path}";
}
