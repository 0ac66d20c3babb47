using System.Text.Json;

namespace Agntz.Testing.OpenAi;

/// <summary>The pieces of a streamed chat completion.</summary>
internal static class OpenAiChunks
{
    public const string Model = "fake-model-2026";

    public static string Text(string text) =>
        Chunk(new object[] { new { index = 0, delta = new { role = "assistant", content = text } } }, null);

    public static string ToolCall(int index, FakeToolCall call) => ToolCall(new
    {
        index,
        id = call.Id,
        type = "function",
        function = new { name = call.Name, arguments = "" },
    });

    public static string ToolArguments(int index, string piece) =>
        ToolCall(new { index, function = new { arguments = piece } });

    public static string Finish(string reason) =>
        Chunk(new object[] { new { index = 0, delta = new { }, finish_reason = reason } }, null);

    public static string Usage(FakeUsage usage) => Chunk(Array.Empty<object>(), new
    {
        prompt_tokens = usage.Prompt,
        completion_tokens = usage.Completion,
        total_tokens = usage.Prompt + usage.Completion,
        prompt_tokens_details = new { cached_tokens = usage.Cached },
        completion_tokens_details = new { reasoning_tokens = usage.Reasoning },
    });

    private static string ToolCall(object call) =>
        Chunk(new object[] { new { index = 0, delta = new { role = "assistant", tool_calls = new[] { call } } } }, null);

    private static string Chunk(object[] choices, object? usage) => JsonSerializer.Serialize(
        new { id = "chatcmpl-1", @object = "chat.completion.chunk", created = 1, model = Model, choices, usage });
}
