namespace Agntz.Api.Tests.Clients;

/// <summary>The agents the samples of the documentation speak of, where the service brings none of that name.</summary>
internal static class DocumentationAgents
{
    /// <summary>Fails in its first step: it may make one call of a model, and that wants a tool.</summary>
    public const string FailingSupport =
        """
        id: support-agent
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: { demo: { toolCalls: [{ name: current_time, arguments: { timeZone: Europe/Zurich } }] } }
        instruction: Answer.
        tools:
          - kind: local
            tools: [current_time]
        maxSteps: 1
        """;

    /// <summary>Two steps, the first of which takes its time.</summary>
    public const string LongJob =
        """
        id: long-job
        kind: sequential
        steps:
          - agent:
              id: first-half
              kind: llm
              model:
                provider: demo
                name: demo-1
                providerOptions: { demo: { reply: "one two", delayMs: 600 } }
              instruction: Work.
          - agent:
              id: second-half
              kind: llm
              model: { provider: demo, name: demo-1 }
              instruction: Work on.
        """;
}
