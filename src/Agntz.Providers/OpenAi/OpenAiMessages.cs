using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>Writer of the conversation as chat messages.</summary>
/// <param name="writer">The body of the request.</param>
/// <param name="dialect">The members the server does not take.</param>
/// <param name="sent">Receives the members that were written and that the server can do without.</param>
internal sealed class OpenAiMessages(Utf8JsonWriter writer, OpenAiDialect dialect, HashSet<string> sent)
{
    public void Write(IReadOnlyList<ChatMessage> messages)
    {
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.Tool)
            {
                WriteResults(message);
            }
            else
            {
                WriteMessage(message);
            }
        }

        writer.WriteEndArray();
    }

    private void WriteMessage(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        var echo = message.Contents.OfType<EchoContent>().FirstOrDefault()?.Value;
        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        if (message.Text is { Length: > 0 } text || calls.Count == 0)
        {
            writer.WriteString("content", message.Text);
        }
        else
        {
            writer.WriteNull("content");
        }

        WriteEcho(echo);
        if (calls.Count > 0)
        {
            WriteCalls(calls, echo);
        }

        writer.WriteEndObject();
    }

    private void WriteCalls(List<FunctionCallContent> calls, JsonElement? echo)
    {
        var echoes = echo?.Items(OpenAiEcho.Calls).ToList() ?? [];
        writer.WriteStartArray("tool_calls");
        foreach (var (index, call) in calls.Index())
        {
            writer.WriteStartObject();
            writer.WriteString("id", call.CallId);
            writer.WriteString("type", "function");
            writer.WriteStartObject("function");
            writer.WriteString("name", call.Name);
            writer.WriteString("arguments", Arguments(call));
            writer.WriteEndObject();
            if (index < echoes.Count)
            {
                WriteEcho(echoes[index]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteEcho(JsonElement? echo)
    {
        if (echo is not { ValueKind: JsonValueKind.Object } members)
        {
            return;
        }

        foreach (var member in members.EnumerateObject().Where(member => OpenAiEcho.Names.Contains(member.Name)))
        {
            if (dialect.Takes(member.Name))
            {
                sent.Add(member.Name);
                member.WriteTo(writer);
            }
        }
    }

    private void WriteResults(ChatMessage message)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            writer.WriteStartObject();
            writer.WriteString("role", "tool");
            writer.WriteString("tool_call_id", result.CallId);
            writer.WriteString("content", result.Result?.ToString() ?? "");
            writer.WriteEndObject();
        }
    }

    private static string Arguments(FunctionCallContent call) => Encoding.UTF8.GetString(CallArguments.Write(call));
}
