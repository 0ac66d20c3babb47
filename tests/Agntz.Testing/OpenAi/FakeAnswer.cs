namespace Agntz.Testing.OpenAi;

/// <summary>How a <see cref="FakeOpenAi"/> answers one request.</summary>
public abstract record FakeAnswer
{
    private FakeAnswer()
    {
    }

    /// <summary>Streams a text to its end.</summary>
    /// <param name="Chunks">The parts.</param>
    public sealed record Text(params string[] Chunks) : FakeAnswer
    {
        /// <summary>Why it stops.</summary>
        public string FinishReason { get; init; } = "stop";

        /// <summary>Tokens read.</summary>
        public int PromptTokens { get; init; } = 7;

        /// <summary>Tokens written.</summary>
        public int CompletionTokens { get; init; } = 5;

        /// <summary>Tokens read from a cache, among those read.</summary>
        public int CachedTokens { get; init; }

        /// <summary>Tokens put into a cache, among those read; only Anthropic's protocol tells of them.</summary>
        public int CacheWriteTokens { get; init; }

        /// <summary>Tokens of reasoning, among those written; only OpenAI's protocol tells of them.</summary>
        public int ReasoningTokens { get; init; }

        internal FakeUsage Usage =>
            new(PromptTokens, CompletionTokens, CachedTokens, CacheWriteTokens, ReasoningTokens);
    }

    /// <summary>
    /// Streams calls of tools: the beginning of each, then their arguments in pieces, a piece of one after a piece of
    /// the other.
    /// </summary>
    /// <param name="Calls">The calls.</param>
    public sealed record ToolCalls(params FakeToolCall[] Calls) : FakeAnswer
    {
        /// <summary>What it says before; empty when nothing.</summary>
        public string Before { get; init; } = "";
    }

    /// <summary>Refuses.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Message">The message of the error.</param>
    /// <param name="RetryAfter">What <c>Retry-After</c> says; null to leave it out.</param>
    public sealed record Refusal(int Status, string Message, string? RetryAfter = null) : FakeAnswer;

    /// <summary>Streams the beginning of a text and then cuts the connection.</summary>
    public sealed record Cut(params string[] Chunks) : FakeAnswer;

    /// <summary>Streams the beginning of a text and then ends in good order, but without saying that it is finished.</summary>
    public sealed record Unfinished(params string[] Chunks) : FakeAnswer;

    /// <summary>Streams the beginning of a text, and goes on when it is released.</summary>
    /// <param name="Beginning">The beginning.</param>
    /// <param name="Release">Completed by the test.</param>
    /// <param name="Then">What follows.</param>
    public sealed record Paused(string Beginning, Task Release, FakeAnswer Then) : FakeAnswer;

    /// <summary>Streams something that is not of the protocol.</summary>
    public sealed record Malformed : FakeAnswer;

    /// <summary>Holds the answer back until it is released.</summary>
    /// <param name="Release">Completed by the test.</param>
    /// <param name="Then">The answer.</param>
    public sealed record Held(Task Release, FakeAnswer Then) : FakeAnswer;
}
