using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>Writer of the conversation as messages of blocks, and of the system messages beside them.</summary>
/// <param name="writer">The body of the request.</param>
internal sealed class AnthropicMessages(Utf8JsonWriter writer)
{
    /// <summary>Writes the members <c>system</c> and <c>messages</c>.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="paused">Answers that the server has paused, and goes on with.</param>
    public void Write(IReadOnlyList<ChatMessage> messages, IReadOnlyList<IReadOnlyList<AnthropicBlock>> paused)
    {
        WriteSystem([.. messages.Where(IsSystem)]);
        writer.WriteStartArray("messages");
        foreach (var message in messages.Where(message => !IsSystem(message)))
        {
            Begin(message.Role == ChatRole.Assistant ? "assistant" : "user");
            WriteContents(message);
            End();
        }

        if (paused.Count > 0)
        {
            Begin("assistant");
            foreach (var block in paused.SelectMany(blocks => blocks))
            {
                block.WriteTo(writer);
            }

            End();
        }

        writer.WriteEndArray();
    }

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System;

    private void WriteSystem(List<ChatMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("system");
        foreach (var message in messages)
        {
            WriteText(message.Text);
        }

        writer.WriteEndArray();
    }

    private void WriteContents(ChatMessage message)
    {
        if (message.Contents.OfType<EchoContent>().FirstOrDefault() is { Value.ValueKind: JsonValueKind.Array } echo)
        {
            AnthropicEcho.Replay(writer, echo.Value, message.Contents.OfType<FunctionCallContent>(), WriteCall);
            return;
        }

        foreach (var content in message.Contents)
        {
            switch (content)
            {
                // The protocol refuses a block that says nothing beside others.
                case TextContent text when message.Contents.Count == 1 || !string.IsNullOrWhiteSpace(text.Text):
                    WriteText(text.Text);
                    break;
                case FunctionCallContent call:
                    WriteCall(call);
                    break;
                case FunctionResultContent result:
                    WriteResult(result);
                    break;
            }
        }
    }

    private void WriteText(string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private void WriteCall(FunctionCallContent call)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_use");
        writer.WriteString("id", Id(call.CallId));
        writer.WriteString("name", call.Name);
        writer.WritePropertyName("input");
        writer.WriteRawValue(CallArguments.Write(call), skipInputValidation: true);
        writer.WriteEndObject();
    }

    private void WriteResult(FunctionResultContent result)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_result");
        writer.WriteString("tool_use_id", Id(result.CallId));
        if (result.Exception is not null)
        {
            writer.WriteBoolean("is_error", true);
        }

        writer.WriteString("content", result.Result?.ToString() ?? "");
        writer.WriteEndObject();
    }

    // Ids of other servers may have characters that the protocol refuses.
    private static string Id(string id) => string.Concat(id.Select(unit =>
        char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-' ? unit : '_'));

    private void Begin(string role)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteStartArray("content");
    }

    private void End()
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
