using System.Text;
using System.Text.Json;
using Agntz.Domain.Agents;
using Agntz.Domain.Runs;
using Agntz.Domain.Usage;
using Microsoft.Extensions.AI;

namespace Agntz.Domain.Execution.Models;

/// <summary>One try of one call to a model, streamed to its end.</summary>
internal static class ModelCall
{
    /// <summary>Asks, and gathers the answer, of which each piece is told as it comes.</summary>
    /// <exception cref="ModelCallException">The provider or the way to it failed.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public static async Task<ModelReply> AskAsync(
        IChatClient client, ModelSettings model, IReadOnlyList<ChatMessage> messages, ChatOptions options,
        TextStream text, CancellationToken cancellationToken)
    {
        var answer = new Answer(text);
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            answer.Add(update);
        }

        text.Complete();
        return answer.ToReply(model);
    }

    private sealed class Answer(TextStream stream)
    {
        private readonly StringBuilder _text = new();
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
                        _text.Append(text.Text);
                        stream.Add(text.Text);
                        break;
                    case FunctionCallContent call:
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
