using System.Text.Json;
using Agntz.Domain.Agents.Reading.Tools;
using Agntz.Domain.Execution.Schemas;

namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads one agent of any kind. Returns null only after it has said what is wrong.</summary>
internal sealed class AgentReading(ManifestProblems problems)
{
    private const int MaxIdLength = 200;
    private const int MaxNameLength = 1024;
    private const int MaxNesting = 32;

    // Of the whole manifest, for whoever keeps it: shown with its source.
    private static readonly string[] Labels = ["version", "tags", "metadata"];

    /// <param name="source">The agent's object.</param>
    /// <param name="path">Where it stands in the manifest.</param>
    /// <param name="scope">The names its templates may use beside those of its own schema.</param>
    /// <param name="depth">How many agents are around it.</param>
    public AgentManifest? Read(JsonElement source, string path, Scope scope, int depth)
    {
        if (source.ValueKind is not JsonValueKind.Object)
        {
            problems.Structural(path, $"An agent must be an object, found {Fields.Describe(source)}");
            return null;
        }

        if (depth > MaxNesting)
        {
            problems.Structural(path, $"Agents may be nested {MaxNesting} deep at most");
            return null;
        }

        var fields = new Fields(source, path, problems);
        if (depth == 0)
        {
            Array.ForEach(Labels, fields.Keep);
        }

        var common = ReadCommon(fields);
        var inner = scope.Within(common.InputSchema);
        var known = KnownValue.Of(common.InputSchema);
        AgentManifest? agent = common.Kind switch
        {
            "llm" => LlmReading.Read(fields, inner),
            "tool" => ToolAgentReading.Read(fields, inner),
            "sequential" => new PipelineReading(this, fields, inner, known, depth).ReadSequential(),
            "parallel" => new PipelineReading(this, fields, inner, known, depth).ReadParallel(),
            _ => null,
        };
        if (agent is null)
        {
            return null;
        }

        agent = agent with
        {
            Id = common.Id,
            Name = common.Name,
            Description = common.Description,
            InputSchema = common.InputSchema,
            StateKey = common.StateKey,
            Timeout = TimeoutReading.Read(fields),
            Retention = RetentionReading.Read(fields),
        };
        fields.RefuseOthers();
        return agent;
    }

    private static (string Id, string? Kind, string? Name, string? Description, JsonSchema? InputSchema, string? StateKey)
        ReadCommon(Fields fields)
    {
        var id = fields.RequiredText("id");
        if (id.Length > MaxIdLength || id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '@'))
        {
            fields.Problems.Structural(fields.PathOf("id"),
                $"An id is 1 to {MaxIdLength} characters without white space, control characters or '@'; found '{id}'");
        }

        return (id, ReadKind(fields), ReadText(fields, "name", MaxNameLength), ReadText(fields, "description"),
            SchemaReading.Read(fields, "inputSchema"), fields.Text("stateKey"));
    }

    // Both are kept as text, beside the manifest.
    private static string? ReadText(Fields fields, string name, int maxLength = int.MaxValue)
    {
        var text = fields.Text(name);
        if (text?.Length > maxLength)
        {
            fields.Problems.Structural(fields.PathOf(name),
                $"'{name}' must be at most {maxLength} characters, found {text.Length}");
        }

        if (text?.Contains('\0', StringComparison.Ordinal) is true)
        {
            fields.Problems.Structural(fields.PathOf(name), $"'{name}' must not contain the character U+0000");
        }

        return text;
    }

    private static string? ReadKind(Fields fields)
    {
        var kind = fields.Text("kind");
        switch (kind)
        {
            case "llm" or "tool" or "sequential" or "parallel":
                return kind;
            case null or "":
                fields.Problems.Structural(fields.PathOf("kind"), "Agent manifest must have a 'kind' field");
                return null;
            default:
                fields.Problems.Structural(fields.PathOf("kind"), UnsupportedFields.Kinds.Contains(kind)
                    ? $"Agent kind '{kind}' is not supported yet"
                    : $"Unknown agent kind: {kind}. Expected one of: llm, tool, sequential, parallel");
                return null;
        }
    }
}
