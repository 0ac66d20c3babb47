using System.Diagnostics;
using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Execution.Effects;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>A run to execute, and the right to do so.</summary>
public sealed record RunAssignment
{
    /// <summary>The right to write to the run.</summary>
    public required RunHold Hold { get; init; }

    /// <summary>The root agent, in the version the run was created for.</summary>
    public required AgentManifest Agent { get; init; }

    /// <summary>Every other agent the run can reach, as each stood when the run started.</summary>
    public AgentSnapshot Agents { get; init; } = AgentSnapshot.Empty;

    /// <summary>The input, conforming to the agent's input schema; null when there was none.</summary>
    public JsonElement? Input { get; init; }

    /// <summary>What the run has finished already; empty for one that begins.</summary>
    public Journal Journal { get; init; } = Journal.Empty;

    /// <summary>What earlier executions of it have left in its trace; nothing for one that begins.</summary>
    public Interruption Interruption { get; init; } = Interruption.None;

    /// <summary>The activity of its root, where that began in this process; null otherwise.</summary>
    public Activity? RootActivity { get; init; }

    /// <summary>
    /// Its root as it is stored, where that began before the run came here; null otherwise. Part of the
    /// <see cref="Interruption"/> of a run that was executed before.
    /// </summary>
    public Span? Root { get; init; }

    /// <summary>The time it has.</summary>
    public RunTime Time { get; init; } = RunTime.Of(RunTime.DefaultLimit);

    /// <summary>When the run was created.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}
