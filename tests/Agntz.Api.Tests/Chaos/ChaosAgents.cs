namespace Agntz.Api.Tests.Chaos;

/// <summary>Agents of every shape. All they ask models has the name of their run in it.</summary>
internal static class ChaosAgents
{
    private const string Model = "kind: llm, model: {provider: openai, name: fake}";

    /// <summary>All of them, in an order in which they can be imported.</summary>
    /// <param name="server">Where the tools send their requests.</param>
    public static IReadOnlyList<ChaosAgent> All(string server) =>
    [
        new("in-order", InOrder, ModelCalls: 3, Requests: 0),
        new("at-once", AtOnce, ModelCalls: 4, Requests: 0),
        new("in-a-loop", InALoop, ModelCalls: 3, Requests: 0),
        new("with-tools", WithTools(server), ModelCalls: 2, Requests: 2),
        new("with-an-agent", WithAnAgent, ModelCalls: 4, Requests: 2),
    ];

    private static string InOrder =>
        $$$"""
        id: in-order
        kind: sequential
        steps:
        - {{{Step("a")}}}
        - {{{Step("b")}}}
        - {{{Step("c")}}}

        """;

    private static string AtOnce =>
        $$$"""
        id: at-once
        kind: sequential
        steps:
        - {{{Step("a")}}}
        - agent:
            id: branches
            kind: parallel
            branches:
            - {{{Step("b", "      ")}}}
            - {{{Step("c", "      ")}}}
          input: {q: "{{userQuery}}", userQuery: "{{userQuery}}"}
        - {{{Step("d")}}}

        """;

    private static string InALoop =>
        $$$"""
        id: in-a-loop
        kind: sequential
        until: "{{draft}} == 'xxx'"
        maxIterations: 4
        steps:
        - agent: {id: draft, {{{Model}}}, instruction: "Draft for {{q}}", prompt: "Draft [{{last}}]"}
          input: {q: "{{userQuery}}", last: "{{draft}}"}

        """;

    private static string WithTools(string server) =>
        $$$"""
        id: with-tools
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Count for {{userQuery}}
        tools:
          - kind: http
            name: count
            method: POST
            url: {{{server}}}/count/{place}
            body: {run: "{{userQuery}}"}

        """;

    private static string WithAnAgent =>
        """
        id: with-an-agent
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Ask for {{userQuery}}
        tools: [{kind: agent, agent: with-tools}]

        """;

    private static string Step(string name, string indent = "  ") => string.Join('\n',
        $"agent: {{id: step-{name}, {Model}, instruction: \"Step {name} of {{{{q}}}}\"}}",
        $"{indent}input: {{q: \"{{{{userQuery}}}}\"}}");
}
