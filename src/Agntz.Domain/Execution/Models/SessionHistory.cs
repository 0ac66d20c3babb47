using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Domain.Sessions;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>
/// What was said in a run's session before the run: its root agent gives that to its model. It is read once, when the
/// older runs of the session have ended, and kept in the journal.
/// </summary>
internal static class SessionHistory
{
    private const int MostMessages = 50;
    private const string Summary = "[Conversation Summary]";

    /// <summary>The last messages of the session that a model can use; none for a run that is part of no session.</summary>
    public static async Task<IReadOnlyList<ChatMessage>> ReadAsync(
        RunContext run, Invocation at, CancellationToken cancellationToken)
    {
        if (at.Depth > 0 || run.Hold.Session is not { } session)
        {
            return [];
        }

        var history = await run.Effects.ReadAsync(
            async reading => Write(await run.Sessions.ReadLastAsync(run.Hold.Owner, session, MostMessages, reading)),
            at, StepPath.History, cancellationToken);
        return [.. history.EnumerateArray().Select(Read)];
    }

    private static string Write(IReadOnlyList<SessionMessage> messages) =>
        JsonText.Write(messages.Where(IsForModels), static (writer, all) =>
        {
            writer.WriteStartArray();
            foreach (var message in all)
            {
                writer.WriteStartObject();
                writer.WriteString("role", message.Role);
                writer.WriteString("text", Text(message));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    private static ChatMessage Read(JsonElement kept) =>
        new(new ChatRole(kept.GetProperty("role").GetString()!), kept.GetProperty("text").GetString());

    // Instructions are the agent's own, and what a tool gave means nothing without its call.
    private static bool IsForModels(SessionMessage message) => message.Role switch
    {
        MessageRoles.User or MessageRoles.Assistant => Text(message).Length > 0,
        MessageRoles.System => Text(message).StartsWith(Summary, StringComparison.Ordinal),
        _ => false,
    };

    private static string Text(SessionMessage message)
    {
        var content = JsonText.Parse(message.Content);
        return content.ValueKind is JsonValueKind.String
            ? content.GetString()!
            : string.Join("\n", content.EnumerateArray().Select(TextOfBlock).Where(text => text.Length > 0));
    }

    private static string TextOfBlock(JsonElement block) =>
        block.ValueKind is JsonValueKind.Object && block.TryGetProperty("text", out var text)
            && text.ValueKind is JsonValueKind.String
            ? text.GetString()!
            : "";
}
