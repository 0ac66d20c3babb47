using System.Text;

namespace Agntz.Testing.Execution;

/// <summary>Agents that would fill the memory of their process, or never end, if nothing bounded their runs.</summary>
public static class GreedyAgents
{
    private const string Model = "kind: llm, model: {provider: demo, name: demo}, instruction: x";

    private const string Nothing =
        $"kind: sequential, steps: [{{when: \"false\", stateKey: none, agent: {{id: never, {Model}}}}}]";

    /// <summary>A loop that invokes an agent without any effect.</summary>
    public const string IdleLoop =
        $$$"""
        id: idle-loop
        kind: sequential
        until: "{{one}} == 1"
        maxIterations: 100000
        steps:
          - agent: {id: one, {{{Nothing}}}}
          - agent: {id: two, {{{Nothing}}}}

        """;

    /// <summary>A loop whose state is twice as large after each pass.</summary>
    public const string Doubling =
        $$$"""
        id: doubling
        kind: sequential
        until: "{{s}} == 1"
        maxIterations: 100000
        steps:
          - input: {x: "{{s.x}}{{s.x}}{{userQuery}}"}
            stateKey: s
            agent: {id: same, {{{Nothing}}}, output: {x: "{{x}}"}}

        """;

    /// <summary>An agent that asks its model, whose only tool is the agent itself.</summary>
    /// <param name="provider">Whose model is asked.</param>
    public static string Itself(string provider) =>
        $$"""
        id: itself
        kind: llm
        model: {provider: {{provider}}, name: m}
        instruction: x
        maxSteps: 1000000
        tools: [{kind: agent, agent: itself}]

        """;

    /// <summary>Branches in branches in branches that have no effects: three agents, the last of which is run.</summary>
    /// <param name="width">How many branches each has.</param>
    public static IReadOnlyList<(string Id, string Yaml)> Bush(int width) =>
    [
        ("bush-inner", Fork("bush-inner", width, $"agent: {{id: leaf, {Nothing}}}")),
        ("bush-middle", Fork("bush-middle", width, "ref: bush-inner")),
        ("bush", Fork("bush", width, "ref: bush-middle")),
    ];

    /// <summary>Branches that each call one tool.</summary>
    /// <param name="width">How many there are.</param>
    /// <param name="tool">The tool as YAML in one line.</param>
    public static string Calls(int width, string tool) => Fork("calls", width, $"agent: {{id: call, kind: tool, tool: {tool}}}");

    /// <summary>A loop of steps that are all skipped.</summary>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="reference">The agent that none of them ever runs.</param>
    public static string Skipping(int steps, string reference)
    {
        var yaml = new StringBuilder("id: skipping\nkind: sequential\nuntil: \"{{s0}} == 1\"\nmaxIterations: 100000\nsteps:\n");
        for (var step = 0; step < steps; step++)
        {
            yaml.Append($"- {{when: \"false\", stateKey: s{step}, ref: {reference}}}\n");
        }

        return yaml.ToString();
    }

    private static string Fork(string id, int width, string branch)
    {
        var yaml = new StringBuilder($"id: {id}\nkind: parallel\nbranches:\n");
        for (var index = 0; index < width; index++)
        {
            yaml.Append($"- {{stateKey: b{index}, {branch}}}\n");
        }

        return yaml.ToString();
    }
}
