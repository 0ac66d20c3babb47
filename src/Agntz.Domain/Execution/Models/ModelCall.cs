using System.Text;
using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution.Budgets;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>One try of one call to a model, streamed to its end.</summary>
internal static class ModelCall
{
    /// <summary>Asks, and gathers the answer, of which each piece is told as it comes.</summary>
    /// <exception cref="ModelCallException">The provider or the way to it failed.</exception>
    /// <exception cref="RunFailedException">The answer is too large, or the run holds more than it may.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async Task<ModelReply> AskAsync(
        IChatClient client, ModelSettings model, IReadOnlyList<ChatMessage> messages, ChatOptions options,
        TextStream text, RunContext run, CancellationToken cancellationToken)
    {
        using var held = new HeldBytes(run.Budget);
        var answer = new Answer(text, held);
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            answer.Add(update);
            while (!run.Recorder.HasRoom && !run.Hold.IsDropped)
            {
                await run.Recorder.MakeRoomAsync().WaitAsync(cancellationToken);
            }
        }

        text.Complete();
        return answer.ToReply(model);
    }

    private sealed class Answer(TextStream stream, HeldBytes held)
    {
        private static readonly Dictionary<string, object?> Empty = [];

        private readonly StringBuilder _text = new();
        private long _bytes;
        private readonly List<FunctionCallContent> _calls = [];
        private JsonElement? _echo;
        private UsageDetails? _usage;
        private string? _model;
        private string? _responseId;
        private ChatFinishReason? _finishReason;

        public void Add(ChatResponseUpdate update)
        {
            _model = update.ModelId ?? _model;
            _responseId = update.ResponseId ?? _responseId;
            _finishReason = update.FinishReason ?? _finishReason;
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextContent text:
                        Count(Encoding.UTF8.GetByteCount(text.Text));
                        _text.Append(text.Text);
                        stream.Add(text.Text);
                        break;
                    case FunctionCallContent call:
                        Count(SizeOf(call));
                        _calls.Add(call);
                        break;
                    case EchoContent echo:
                        _echo = echo.Value;
                        break;
                    case UsageContent usage:
                        _usage = usage.Details;
                        break;
                }
            }
        }

        private static int SizeOf(FunctionCallContent call) => call.CallId.Length + call.Name.Length
            + (call.Arguments ?? Empty).Sum(argument =>
                argument.Key.Length + (argument.Value is JsonElement value ? JsonSize.Of(value) : 0));

        private void Count(int bytes)
        {
            _bytes += bytes;
            held.Budget.CheckOutput(_bytes, "An answer of a model");
            held.Add(bytes);
        }

        public ModelReply ToReply(ModelSettings model) => new(
            _text.ToString(),
            new RunUsage(_usage?.InputTokenCount ?? 0, _usage?.OutputTokenCount ?? 0),
            new ModelReport(model.Provider, _model ?? model.Name, _responseId, _finishReason?.Value))
        {
            ToolRequests = ToolRequests.From(_calls),
            Echo = _calls.Count > 0 ? _echo : null,
            Parts = _usage is null ? default : TokenParts.Of(_usage),
        };
    }
}
