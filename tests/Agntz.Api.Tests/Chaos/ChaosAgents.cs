using System.Text.RegularExpressions;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Chaos;

/// <summary>Agents whose every model call says which step of which run it is.</summary>
internal static partial class ChaosAgents
{
    /// <summary>Both manifests, by id, with how many model calls a run of each makes.</summary>
    public static IReadOnlyDictionary<string, (string Yaml, int Calls)> All { get; } =
        new Dictionary<string, (string Yaml, int Calls)>
        {
            ["in-order"] = (Sequential(), 3),
            ["at-once"] = (Nested(), 4),
        };

    /// <summary>The step and run a model was asked for.</summary>
    public static string StepOf(FakeRequest request) => request.Body.GetProperty("messages").EnumerateArray()
        .Select(message => Mark().Match(message.GetProperty("content").GetRawText()))
        .First(match => match.Success).Value;

    /// <summary>The mark of a step of a run.</summary>
    public static string Mark(string step, string name) => $"step {step} of {name}.";

    [GeneratedRegex(@"step \w+ of run-\d+\.")]
    private static partial Regex Mark();

    private static string Sequential() =>
        $$"""
        id: in-order
        kind: sequential
        steps:
        {{Step("a", "  ")}}
        {{Step("b", "  ")}}
        {{Step("c", "  ")}}
        """;

    private static string Nested() =>
        $$"""
        id: at-once
        kind: sequential
        steps:
        {{Step("a", "  ")}}
          - agent:
              id: branches
              kind: parallel
              branches:
        {{Step("b", "        ")}}
        {{Step("c", "        ")}}
            input: {q: "{{"{{userQuery}}"}}", userQuery: "{{"{{userQuery}}"}}"}
        {{Step("d", "  ")}}
        """;

    private static string Step(string name, string indent) => string.Join('\n',
        $"{indent}- agent:",
        $"{indent}    id: step-{name}",
        $"{indent}    kind: llm",
        $"{indent}    model: {{provider: openai, name: fake}}",
        $"{indent}    instruction: step {name} of {{{{q}}}}.",
        $"{indent}  input: {{q: \"{{{{userQuery}}}}\"}}");
}
