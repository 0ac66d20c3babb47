using Microsoft.Extensions.AI;

namespace Agntz.Providers.Wire;

/// <summary>Words of servers for the end of an answer.</summary>
internal static class FinishReasons
{
    private static readonly HashSet<string> Filters = new(StringComparer.OrdinalIgnoreCase)
    {
        "safety", "prohibited_content", "blocklist", "spii", "recitation", "sensitive", "guardrail_intervened",
    };

    private static readonly HashSet<string> Failures = new(StringComparer.OrdinalIgnoreCase)
    {
        "error", "network_error", "abort", "aborted", "insufficient_system_resource",
    };

    /// <summary>The reason in the words of the port; a word that nobody knows stays as it is.</summary>
    public static ChatFinishReason Of(string word) => word.ToUpperInvariant() switch
    {
        "STOP" => ChatFinishReason.Stop,
        "LENGTH" or "MAX_TOKENS" or "MODEL_LENGTH" or "MODEL_CONTEXT_WINDOW_EXCEEDED" => ChatFinishReason.Length,
        "TOOL_CALLS" or "FUNCTION_CALL" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(word),
    };

    /// <summary>Whether a content filter ended the answer.</summary>
    public static bool IsFilter(string word) =>
        word.StartsWith("content_filter", StringComparison.OrdinalIgnoreCase) || Filters.Contains(word);

    /// <summary>Whether the server gave the answer up.</summary>
    public static bool IsFailure(string word) => Failures.Contains(word);
}
