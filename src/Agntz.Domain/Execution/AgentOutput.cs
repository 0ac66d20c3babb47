using System.Text.Json;

namespace Agntz.Domain.Execution;

/// <summary>What one execution of an agent gives.</summary>
/// <param name="Value">Its output.</param>
/// <param name="State">Its state at the end.</param>
internal sealed record AgentOutput(JsonElement Value, AgentState State);
