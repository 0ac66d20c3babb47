namespace Agntz.Api.Tests.Streams;

/// <summary>An agent whose run goes on for long enough to be watched.</summary>
internal static class SlowAgent
{
    public const string Id = "slow";

    public const string Manifest =
        """
        id: slow
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: { demo: { reply: "one two three four", delayMs: 600 } }
        instruction: Answer.
        """;

    public const string Endless =
        """
        id: endless
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: { demo: { reply: "one two", delayMs: 600000 } }
        instruction: Answer.
        """;

    public const string RemoteId = "remote";

    public const string Remote =
        """
        id: remote
        kind: llm
        model: { provider: openai, name: gpt }
        instruction: Answer.
        """;
}
