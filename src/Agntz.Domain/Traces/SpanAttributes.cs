namespace Agntz.Domain.Traces;

/// <summary>
/// The names of the attributes our spans carry: OpenTelemetry's GenAI conventions, and our own for what they lack.
/// </summary>
public static class SpanAttributes
{
    /// <summary><c>chat</c>, <c>execute_tool</c>, <c>invoke_agent</c> or <c>invoke_workflow</c>.</summary>
    public const string Operation = "gen_ai.operation.name";

    /// <summary>The provider's name as configured.</summary>
    public const string Provider = "gen_ai.provider.name";

    /// <summary>The model that was asked.</summary>
    public const string RequestModel = "gen_ai.request.model";

    /// <summary>The model that answered.</summary>
    public const string ResponseModel = "gen_ai.response.model";

    /// <summary>The provider's id of the answer.</summary>
    public const string ResponseId = "gen_ai.response.id";

    /// <summary>Why the model stopped: an array of one.</summary>
    public const string FinishReasons = "gen_ai.response.finish_reasons";

    /// <summary>True where the answer was JSON within a Markdown fence, or with other characters around it.</summary>
    public const string Unwrapped = "agntz.output.unwrapped";

    /// <summary>Tokens read.</summary>
    public const string InputTokens = "gen_ai.usage.input_tokens";

    /// <summary>Tokens written.</summary>
    public const string OutputTokens = "gen_ai.usage.output_tokens";

    /// <summary>Tokens read that were taken from the provider's cache, among those read; where there are any.</summary>
    public const string CachedInputTokens = "gen_ai.usage.cache_read.input_tokens";

    /// <summary>Tokens read that were put into the provider's cache, among those read; where there are any.</summary>
    public const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";

    /// <summary>What the newest conventions call <see cref="CacheWriteTokens"/>.</summary>
    public const string LatestCacheWriteTokens = "gen_ai.usage.cache_write.input_tokens";

    /// <summary>Tokens of reasoning, among those written; where there are any.</summary>
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";

    /// <summary>What a model call cost in US dollars; where a price is known.</summary>
    public const string Cost = "agntz.cost.usd";

    /// <summary>The tool, by the name its caller knows it by.</summary>
    public const string ToolName = "gen_ai.tool.name";

    /// <summary>Always <c>function</c>.</summary>
    public const string ToolType = "gen_ai.tool.type";

    /// <summary>The id of the call: the model's where a model asked for it.</summary>
    public const string ToolCallId = "gen_ai.tool.call.id";

    /// <summary>What the tool was called with, as JSON text; only where that is to be recorded.</summary>
    public const string ToolArguments = "gen_ai.tool.call.arguments";

    /// <summary>What the tool gave, as JSON text; only where that is to be recorded.</summary>
    public const string ToolResult = "gen_ai.tool.call.result";

    /// <summary><c>local</c>, <c>agent</c>, <c>http</c> or <c>mcp</c>; <c>unknown</c> for a tool there is not.</summary>
    public const string ToolKind = "agntz.tool.kind";

    /// <summary>The agent's id.</summary>
    public const string AgentId = "gen_ai.agent.id";

    /// <summary>The agent's name, where it has one.</summary>
    public const string AgentName = "gen_ai.agent.name";

    /// <summary><c>llm</c>, <c>tool</c>, <c>sequential</c> or <c>parallel</c>.</summary>
    public const string AgentKind = "agntz.agent.kind";

    /// <summary>The version of the root agent, as an ISO instant.</summary>
    public const string AgentVersion = "agntz.agent.version";

    /// <summary>The place of the work in the execution tree.</summary>
    public const string StepPath = "agntz.step.path";

    /// <summary>Which try of the same call a span is, from 1; on every try after the first.</summary>
    public const string Attempt = "agntz.attempt";

    /// <summary>True where values were longer than <see cref="SpanLimits.MaxValueBytes"/> and were cut.</summary>
    public const string Truncated = "agntz.truncated";

    /// <summary>The same of what became known when the span ended.</summary>
    public const string TruncatedAtEnd = "agntz.truncated.end";

    /// <summary>What kind of error it was, in a word few errors share.</summary>
    public const string ErrorType = "error.type";

    /// <summary>What a model was asked, as JSON text; only where that is to be recorded.</summary>
    public const string InputMessages = "gen_ai.input.messages";

    /// <summary>What it answered, as JSON text; only where that is to be recorded.</summary>
    public const string OutputMessages = "gen_ai.output.messages";

    /// <summary>Spans of other traces a span has to do with: an array of objects with <c>traceId</c> and <c>spanId</c>.</summary>
    public const string Links = "otel.links";

    /// <summary>The library that made a span; on every span that came in from elsewhere, and on none of ours.</summary>
    public const string Scope = "otel.scope.name";

    /// <summary>The library that exports our spans.</summary>
    public const string ScopeName = "Agntz.Server";

    /// <summary>On an exported span: the id it is stored by, where it was exported under another one.</summary>
    public const string SpanId = "agntz.span.id";

    /// <summary>On an exported span: the id its parent is stored by, where that was exported under another one.</summary>
    public const string ParentSpanId = "agntz.parent.span.id";

    /// <summary>On an exported span: the session of its run, where it has one.</summary>
    public const string Conversation = "gen_ai.conversation.id";

    /// <summary>On an exported span: <c>cancelled</c> where it ended so, for which OpenTelemetry has no status.</summary>
    public const string Status = "agntz.status";

    /// <summary>On an exported span that was cancelled: why.</summary>
    public const string Error = "agntz.error";
}
