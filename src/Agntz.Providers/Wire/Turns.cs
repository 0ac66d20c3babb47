using Microsoft.Extensions.AI;

namespace Agntz.Providers.Wire;

/// <summary>
/// Conversation as templates of models want it: roles take turns. Messages that follow one of their own role become one
/// with it, and an answer that said nothing is left out.
/// </summary>
internal static class Turns
{
    private const string Between = "\n\n";

    /// <summary>The messages so that no two of a role follow each other.</summary>
    public static IReadOnlyList<ChatMessage> Of(IEnumerable<ChatMessage> messages)
    {
        var turns = new List<ChatMessage>();
        foreach (var message in messages.Where(message => !IsSilent(message)))
        {
            if (turns.Count > 0 && turns[^1].Role == message.Role && IsText(turns[^1]) && IsText(message))
            {
                turns[^1] = new ChatMessage(message.Role, turns[^1].Text + Between + message.Text);
            }
            else
            {
                turns.Add(message);
            }
        }

        return turns;
    }

    private static bool IsSilent(ChatMessage message) =>
        message.Role == ChatRole.Assistant && IsText(message) && string.IsNullOrWhiteSpace(message.Text);

    private static bool IsText(ChatMessage message) => message.Contents.All(content => content is TextContent);
}
