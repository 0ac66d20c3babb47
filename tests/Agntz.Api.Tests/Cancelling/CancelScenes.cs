using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>Every scene a run can be cancelled in. In each of them something would follow.</summary>
internal static class CancelScenes
{
    private const string Model = "kind: llm, model: {provider: openai, name: fake}, instruction: x";

    private const string TwoSteps =
        $$"""
        id: scene
        kind: sequential
        steps:
          - agent: {id: one, {{Model}}}
          - agent: {id: two, {{Model}}}

        """;

    public static IReadOnlyDictionary<string, CancelScene> All { get; } = new List<CancelScene>
    {
        new("pending") { Agents = [TwoSteps], IsPending = true, HeldModelCalls = 1 },
        new("in a model call") { Agents = [TwoSteps], HeldModelCalls = 1 },
        new("in a tool call")
        {
            Agents =
            [
                $$"""
                id: scene
                kind: llm
                model: {provider: openai, name: fake}
                instruction: x
                tools: [{kind: http, name: dig, method: POST, url: {{CancelScene.ToolUrl}}/dig}]

                """,
            ],
            Answered = [new FakeAnswer.ToolCalls(new FakeToolCall("a", "http__dig", "{}"))],
            HeldToolCalls = 1,
        },
        new("between steps") { Agents = [TwoSteps], Answered = [new FakeAnswer.Text("one")], IsBetweenSteps = true },
        new("in a loop")
        {
            Agents =
            [
                $$"""
                id: scene
                kind: sequential
                until: "{{"{{two}}"}} == 'Hello there.'"
                maxIterations: 5
                steps:
                  - agent: {id: one, {{Model}}}
                  - agent: {id: two, {{Model}}}

                """,
            ],
            Answered = [new FakeAnswer.Text("one"), new FakeAnswer.Text("two")],
            HeldModelCalls = 1,
        },
        new("in a parallel branch")
        {
            Agents =
            [
                $$"""
                id: scene
                kind: sequential
                steps:
                  - agent:
                      id: branches
                      kind: parallel
                      branches:
                        - agent: {id: left, {{Model}}}
                        - agent: {id: right, {{Model}}}
                  - agent: {id: after, {{Model}}}

                """,
            ],
            HeldModelCalls = 2,
        },
        new("in a nested pipeline three deep")
        {
            Agents =
            [
                $$"""
                id: scene
                kind: sequential
                steps:
                  - agent:
                      id: outer
                      kind: sequential
                      steps:
                        - agent:
                            id: middle
                            kind: sequential
                            steps:
                              - agent:
                                  id: inner
                                  kind: sequential
                                  steps:
                                    - agent: {id: one, {{Model}}}
                                    - agent: {id: two, {{Model}}}
                              - agent: {id: three, {{Model}}}
                        - agent: {id: four, {{Model}}}
                  - agent: {id: five, {{Model}}}

                """,
            ],
            Answered = [new FakeAnswer.Text("one")],
            HeldModelCalls = 1,
        },
        new("in an agent as a tool")
        {
            Agents =
            [
                $"{{id: clerk, {Model}}}\n",
                """
                id: scene
                kind: llm
                model: {provider: openai, name: fake}
                instruction: x
                tools: [{kind: agent, agent: clerk}]

                """,
            ],
            Answered = [new FakeAnswer.ToolCalls(new FakeToolCall("a", "invoke_clerk", """{"input":"go"}"""))],
            HeldModelCalls = 1,
            OpenAgentCalls = 1,
        },
        new("waiting for a retry")
        {
            Agents = [TwoSteps],
            Answered = [new FakeAnswer.Refusal(429, "slow down", RetryAfter: "60")],
        },
    }.ToDictionary(scene => scene.Name);
}
