using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Sessions;

/// <summary>An agent that talks, and what its model was told.</summary>
internal static class ChatAgent
{
    public const string Id = "chat-agent";

    public const string Manifest =
        """
        id: chat-agent
        kind: llm
        model: { provider: openai, name: fake }
        instruction: Talk.
        """;

    /// <summary>The messages of a request to the model, in order.</summary>
    public static IReadOnlyList<string> Told(FakeRequest request) =>
    [
        .. request.Body.GetProperty("messages").EnumerateArray().Select(message =>
            $"{message.GetProperty("role").GetString()}: {Text(message.GetProperty("content"))}"),
    ];

    private static string? Text(System.Text.Json.JsonElement content) =>
        content.ValueKind is System.Text.Json.JsonValueKind.Array
            ? content[0].GetProperty("text").GetString()
            : content.GetString();
}
