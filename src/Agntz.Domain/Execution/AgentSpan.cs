using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Traces;

namespace Agntz.Domain.Execution;

/// <summary>The attributes of <c>agent.invoke</c> spans.</summary>
public static class AgentSpan
{
    /// <summary>Writes what is known of an agent when it begins.</summary>
    public static void WriteAttributes(Utf8JsonWriter writer, AgentManifest agent, StepPath path)
    {
        writer.WriteString(SpanAttributes.Operation,
            agent is PipelineManifest ? "invoke_workflow" : "invoke_agent");
        writer.WriteString(SpanAttributes.AgentId, agent.Id);
        if (agent.Name is { } name)
        {
            writer.WriteString(SpanAttributes.AgentName, name);
        }

        writer.WriteString(SpanAttributes.AgentKind, agent.Kind.ToName());
        writer.WriteString(SpanAttributes.StepPath, path.Value);
    }
}
