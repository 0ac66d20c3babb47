using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>The attributes of <c>agent.invoke</c> spans.</summary>
public static class AgentSpan
{
    /// <summary>Writes what is known of an agent when it begins.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="version">Its version; null for one that is declared within another.</param>
    /// <param name="path">Its place in the execution tree.</param>
    public static void WriteAttributes(
        Utf8JsonWriter writer, AgentManifest agent, DateTimeOffset? version, StepPath path)
    {
        writer.WriteString(SpanAttributes.Operation,
            agent is PipelineManifest ? "invoke_workflow" : "invoke_agent");
        writer.WriteString(SpanAttributes.AgentId, agent.Id);
        if (agent.Name is { } name)
        {
            writer.WriteString(SpanAttributes.AgentName, name);
        }

        writer.WriteString(SpanAttributes.AgentKind, agent.Kind.ToName());
        if (version is { } createdAt)
        {
            writer.WriteString(SpanAttributes.AgentVersion, createdAt.ToIso());
        }

        writer.WriteString(SpanAttributes.StepPath, path.Value);
    }
}
