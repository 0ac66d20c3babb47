using System.Text.Json;
using Agntz.Domain.Json;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>What goes to a model and what comes back, as the GenAI conventions write it: JSON as text.</summary>
internal static class MessageText
{
    /// <summary>What a model is asked.</summary>
    public static string Input(IReadOnlyList<ChatMessage> messages) => JsonText.Write(messages, static (writer, it) =>
    {
        writer.WriteStartArray();
        foreach (var message in it)
        {
            BeginMessage(writer, message.Role.Value);
            foreach (var content in message.Contents)
            {
                Write(writer, content);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>What it answers.</summary>
    public static string Output(ModelReply reply) => JsonText.Write(reply, static (writer, it) =>
    {
        writer.WriteStartArray();
        BeginMessage(writer, ChatRole.Assistant.Value);
        if (it.Text.Length > 0)
        {
            WriteText(writer, it.Text);
        }

        foreach (var request in it.ToolRequests)
        {
            WriteCall(writer, request.Id, request.Name, request.Arguments.GetRawText());
        }

        writer.WriteEndArray();
        writer.WriteString("finish_reason", it.Report.FinishReason ?? "stop");
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    private static void BeginMessage(Utf8JsonWriter writer, string role)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteStartArray("parts");
    }

    private static void Write(Utf8JsonWriter writer, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(writer, text.Text);
                break;
            case FunctionCallContent call:
                WriteCall(writer, call.CallId, call.Name, JsonSerializer.Serialize(call.Arguments));
                break;
            case FunctionResultContent result:
                writer.WriteStartObject();
                writer.WriteString("type", "tool_call_response");
                writer.WriteString("id", result.CallId);
                writer.WriteString("response", result.Result?.ToString());
                writer.WriteEndObject();
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, string id, string name, string arguments)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "tool_call");
        writer.WriteString("id", id);
        writer.WriteString("name", name);
        writer.WritePropertyName("arguments");
        writer.WriteRawValue(arguments);
        writer.WriteEndObject();
    }
}
