using System.Text.Json;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads what is particular to agents made of other agents.</summary>
internal sealed class PipelineReading(
    AgentReading agents, Fields fields, Scope scope, KnownValue input, int depth)
{
    private const int MostIterations = 100_000;

    private readonly IReadOnlyList<string> _inputs = [.. scope.Names];
    private readonly HashSet<string> _stateKeys = new(StringComparer.Ordinal);

    public SequentialManifest ReadSequential()
    {
        var loops = fields.Value("until") is not null;
        if (loops)
        {
            Foresee();
        }

        var steps = ReadSteps("steps", "Sequential agent must have at least one step", isSequence: true, loops);
        var until = ConditionReading.Read(fields, "until", scope);
        return new SequentialManifest
        {
            Id = "",
            Steps = steps,
            Until = until,
            MaxIterations = ReadMaxIterations(loops),
            Output = TemplateReading.ReadMapping(fields, "output", scope),
        };
    }

    public ParallelManifest ReadParallel()
    {
        var branches = ReadSteps("branches", "Parallel agent must have at least one branch", isSequence: false, loops: false);
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

    private void Foresee()
    {
        var steps = fields.Value("steps") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
        foreach (var key in steps.Select(StateKeys.Foresee).OfType<string>())
        {
            scope.Add(key);
        }
    }

    private int ReadMaxIterations(bool loops)
    {
        var most = fields.Whole("maxIterations", atLeast: 1, atMost: MostIterations);
        if (loops && fields.Value("maxIterations") is null)
        {
            fields.Problems.Structural(fields.PathOf("maxIterations"),
                "'until' needs 'maxIterations': the number of passes after which the run fails");
        }
        else if (!loops && most is not null)
        {
            fields.Problems.Warn(fields.PathOf("maxIterations"), "'maxIterations' has no effect without 'until'");
        }

        return loops ? (int)(most ?? 1) : 1;
    }

    private List<Step> ReadSteps(string name, string missing, bool isSequence, bool loops)
    {
        if (fields.Value(name, JsonValueKind.Array, "a list") is not { } list || list.GetArrayLength() == 0)
        {
            fields.Problems.Structural(fields.PathOf(name), missing);
            return [];
        }

        var steps = new List<Step>();
        var upstream = loops ? KnownValue.Unknown : input;
        foreach (var (index, source) in list.EnumerateArray().Index())
        {
            var step = ReadStep(source, $"{fields.PathOf(name)}[{index}]", upstream);
            if (step is not null)
            {
                steps.Add(step);
            }

            if (isSequence)
            {
                upstream = step is null ? KnownValue.Unknown : KnownValue.OutputOf(step);
                scope.Add(step?.StateKey);
            }
        }

        return steps;
    }

    private Step? ReadStep(JsonElement source, string path, KnownValue upstream)
    {
        if (source.ValueKind is not JsonValueKind.Object)
        {
            fields.Problems.Structural(path, $"A step must be an object, found {Fields.Describe(source)}");
            return null;
        }

        var step = new Fields(source, path, fields.Problems);
        var given = TemplateReading.ReadMapping(step, "input", scope);
        var when = ConditionReading.Read(step, "when", scope);
        var stateKey = step.Text("stateKey");
        var agent = new AgentUseReading(agents, step).Read(Scope.Around(given?.Keys), depth + 1);
        step.RefuseOthers();
        if (agent is null)
        {
            return null;
        }

        StepInputCheck.Check(step, given, agent, upstream);
        var key = StateKeys.Of(stateKey, agent);
        CheckKey(step, key);
        return new Step { Agent = agent, StateKey = key, Input = given, When = when };
    }

    private void CheckKey(Fields step, string key)
    {
        if (!TemplatePath.IsKey(key))
        {
            fields.Problems.Warn(step.PathOf("stateKey"), $"No template can name '{key}': a key in a template is 1 or more "
                + "characters without white space, braces and dots. Give the step a 'stateKey'");
        }

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
