using System.Text.Json;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads what is particular to agents made of other agents.</summary>
internal sealed class PipelineReading(AgentReading agents, Fields fields, Scope scope, int depth)
{
    private readonly IReadOnlyList<string> _inputs = [.. scope.Names];
    private readonly HashSet<string> _stateKeys = new(StringComparer.Ordinal);

    public SequentialManifest ReadSequential()
    {
        var steps = ReadSteps("steps", "Sequential agent must have at least one step", grows: true);
        return new SequentialManifest
        {
            Id = "",
            Steps = steps,
            Output = TemplateReading.ReadMapping(fields, "output", scope),
        };
    }

    public ParallelManifest ReadParallel()
    {
        var branches = ReadSteps("branches", "Parallel agent must have at least one branch", grows: false);
        foreach (var key in branches.Select(branch => branch.StateKey))
        {
            scope.Add(key);
        }

        return new ParallelManifest
        {
            Id = "",
            Steps = branches,
            Output = TemplateReading.ReadMapping(fields, "output", scope),
        };
    }

    private List<Step> ReadSteps(string name, string missing, bool grows)
    {
        if (fields.Value(name, JsonValueKind.Array, "a list") is not { } list || list.GetArrayLength() == 0)
        {
            fields.Problems.Structural(fields.PathOf(name), missing);
            return [];
        }

        var steps = new List<Step>();
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            if (ReadStep(source, $"{fields.PathOf(name)}[{index}]") is { } step)
            {
                steps.Add(step);
                if (grows)
                {
                    scope.Add(step.StateKey);
                }
            }
        }

        return steps;
    }

    private Step? ReadStep(JsonElement source, string path)
    {
        if (source.ValueKind is not JsonValueKind.Object)
        {
            fields.Problems.Structural(path, $"A step must be an object, found {Fields.Describe(source)}");
            return null;
        }

        var step = new Fields(source, path, fields.Problems);
        var input = TemplateReading.ReadMapping(step, "input", scope);
        var stateKey = step.Text("stateKey");
        var inline = step.Value("agent");
        step.RefuseOthers();
        if (inline is not { } agentSource)
        {
            if (!source.TryGetProperty("ref", out _))
            {
                fields.Problems.Structural(path,
                    "Step must have either 'ref' (agent ID) or 'agent' (inline definition)");
            }

            return null;
        }

        var agent = agents.Read(agentSource, step.PathOf("agent"), Scope.Around(input?.Keys), depth + 1);
        if (agent is null)
        {
            return null;
        }

        StepInputCheck.Check(step, input, agent);
        var key = StateKeys.Of(stateKey, agent);
        CheckKey(step, key);
        return new Step { Agent = agent, StateKey = key, Input = input };
    }

    private void CheckKey(Fields step, string key)
    {
        if (_inputs.Contains(key))
        {
            fields.Problems.Reference(step.PathOf("stateKey"), $"stateKey '{key}' collides with input property");
        }
        else if (!_stateKeys.Add(key))
        {
            fields.Problems.Warn(step.PathOf("stateKey"), $"stateKey '{key}' is used twice: the later step overwrites it");
        }
    }
}
