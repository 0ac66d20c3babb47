using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Execution.Tools;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>What an agent and its model have said to each other in one execution.</summary>
internal sealed class Conversation
{
    private readonly List<ChatMessage> _messages;
    private readonly HeldBytes _held;

    /// <summary>Begins.</summary>
    /// <param name="opening">The first messages.</param>
    /// <param name="held">Where they are counted, and what the model says after them.</param>
    /// <exception cref="RunFailedException">The run holds more than it may.</exception>
    public Conversation(IReadOnlyList<ChatMessage> opening, HeldBytes held)
    {
        _messages = [.. opening];
        _held = held;
        held.Add(opening.Sum(message => Encoding.UTF8.GetByteCount(message.Text)));
    }

    /// <summary>Everything so far; does not change with what is added later.</summary>
    public IReadOnlyList<ChatMessage> Messages => [.. _messages];

    /// <summary>Adds what the model said, and what the tools it asked for gave.</summary>
    public void Add(ModelReply reply, IReadOnlyList<ToolReturn> returns)
    {
        _held.Add(reply.Bytes);
        _messages.Add(new ChatMessage(ChatRole.Assistant,
        [
            .. reply.Echo is { } echo ? new[] { new EchoContent(echo) } : [],
            .. reply.Text.Length > 0 ? new[] { new TextContent(reply.Text) } : [],
            .. reply.ToolRequests.Select(request => new FunctionCallContent(
                request.Id, request.Name, Arguments(request.Arguments))),
        ]));
        _messages.Add(new ChatMessage(ChatRole.Tool,
        [
            .. reply.ToolRequests.Zip(returns, (request, returned) => new FunctionResultContent(
                request.Id, Text(returned.Result.Value))
            {
                Exception = returned.Result.Error is { } error ? new ToolException(error) : null,
            }),
        ]));
    }

    private static Dictionary<string, object?> Arguments(JsonElement arguments) =>
        arguments.EnumerateObject().ToDictionary(argument => argument.Name, argument => (object?)argument.Value);

    private static string Text(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
