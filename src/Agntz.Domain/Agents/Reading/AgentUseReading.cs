using System.Text.Json;
using Agntz.Domain.Agents.References;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads which agent a step runs. Returns null only after it has said what is wrong.</summary>
internal sealed class AgentUseReading(AgentReading agents, Fields step)
{
    public AgentUse? Read(Scope scope, int depth)
    {
        var reference = step.Value("ref");
        switch (step.Value("agent"), reference)
        {
            case (null, null):
                step.Problems.Structural(
                    step.Path, "Step must have either 'ref' (agent ID) or 'agent' (inline definition)");
                return null;
            case (not null, not null):
                step.Problems.Structural(step.Path, "Step cannot have both 'ref' and 'agent'");
                return null;
            case ({ } inline, null):
                return agents.Read(inline, step.PathOf("agent"), scope, depth) is { } agent
                    ? new AgentUse.Inline(agent)
                    : null;
            default:
                return ReadReference(reference!.Value);
        }
    }

    private AgentUse.Referenced? ReadReference(JsonElement source)
    {
        if (source.ValueKind is not JsonValueKind.String)
        {
            step.Problems.Structural(step.PathOf("ref"), $"Step 'ref' must be a string, found {Fields.Describe(source)}");
            return null;
        }

        if (AgentReference.Parse(source.GetString()!) is { } reference)
        {
            return new AgentUse.Referenced(reference);
        }

        step.Problems.Structural(step.PathOf("ref"),
            $"'{source.GetString()}' names no agent. Expected {AgentReference.Expected}");
        return null;
    }
}
