using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Json;
using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>
/// Answer as it comes in: events with or without their names, or the message as a whole; failed by what says that it is
/// an error or a refusal.
/// </summary>
internal sealed class AnthropicAnswer(ProviderFailures failures, AnswerBudget budget)
{
    private const string Pause = "pause_turn";
    private const string Refusal = "refusal";
    private const int MaxNameLength = 256;

    private readonly List<AnthropicBlock> _blocks = [];
    private readonly Dictionary<long, AnthropicBlock> _byIndex = [];
    private readonly WireText _text = new();
    private string? _model;
    private string? _id;
    private string? _reason;
    private string? _explanation;

    /// <summary>The blocks, in their order.</summary>
    public IReadOnlyList<AnthropicBlock> Blocks => _blocks;

    /// <summary>The counts of tokens so far.</summary>
    public AnthropicUsage Usage { get; } = new();

    /// <summary>Whether the server has said that the answer is over.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Reads one event.</summary>
    /// <returns>The text it brings; null for none.</returns>
    /// <exception cref="ModelCallException">It is an error.</exception>
    public ChatResponseUpdate? Read(WireEvent found)
    {
        if (found.Words is { } words)
        {
            throw found.IsError ? failures.FromWithin(new WireError(words, null, null)) : failures.FromContent(words);
        }

        if (WireError.Find(found.Json, found.IsError) is { } error)
        {
            throw failures.FromWithin(error);
        }

        return found.Json.ValueKind is JsonValueKind.Object
            ? Update(Read(found.Json, found.Json.Text("type"u8) ?? found.Name))
            : null;
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="events">The events, all read.</param>
    /// <returns>What is left of it; null where the server has paused its turn.</returns>
    /// <exception cref="ModelCallException">It was not whole, or it is a refusal.</exception>
    public IList<AIContent>? Complete(EventReader events)
    {
        if (_reason == Refusal)
        {
            throw failures.Refused(_explanation);
        }

        if (_reason is { } reason && FinishReasons.IsFilter(reason))
        {
            throw failures.Filtered(reason);
        }

        if (_reason is null && !((IsEnded || events.IsEnded) && _blocks.Count > 0))
        {
            throw failures.BrokenOff(events.Stray);
        }

        return _reason == Pause ? null : Rest();
    }

    /// <summary>The last update of the answer.</summary>
    /// <param name="rest">What is left of it.</param>
    /// <param name="usage">The counts of all that was asked for it.</param>
    public ChatResponseUpdate End(IList<AIContent> rest, AnthropicUsage usage)
    {
        if (usage.ToDetails() is { } details)
        {
            rest.Add(new UsageContent(details));
        }

        var update = Update(rest);
        update.FinishReason = _reason switch
        {
            null => rest.OfType<FunctionCallContent>().Any() ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
            AnthropicBlock.ToolType => ChatFinishReason.ToolCalls,
            _ => FinishReasons.Of(_reason),
        };
        return update;
    }

    private IList<AIContent> Rest()
    {
        List<AIContent> rest = [];
        if (_text.Complete() is { Length: > 0 } end)
        {
            rest.Add(new TextContent(end));
        }

        var calls = _blocks.Where(block => block.Type == AnthropicBlock.ToolType).ToList();
        rest.AddRange(calls.Select(call => call.ToCall()));
        if (_blocks.Any(block => block.Type is not (AnthropicBlock.TextType or AnthropicBlock.ToolType)))
        {
            rest.Add(new EchoContent(JsonText.Parse(JsonText.Write(_blocks, AnthropicEcho.Write))));
        }

        return rest;
    }

    private string Read(JsonElement message, string? type)
    {
        switch (type)
        {
            case "message_start":
                return ReadMessage(message.Member("message"u8) ?? message);
            case "content_block_start":
                return Begin(message.Member("content_block"u8) ?? default, message.Count("index"u8));
            case "content_block_delta":
                return ReadDelta(message.Member("delta"u8) ?? default, message.Count("index"u8));
            case "message_delta":
                ReadEnd(message.Member("delta"u8) ?? default);
                Usage.Read(message.Member("usage"u8) ?? message.Member("delta"u8)?.Member("usage"u8));
                return "";
            case "message_stop":
                IsEnded = true;
                return "";
            case "message":
                IsEnded = true;
                return ReadMessage(message);
            case null:
                return ReadUnnamed(message);
            default:
                return "";
        }
    }

    private string ReadUnnamed(JsonElement message)
    {
        if (message.Member("content"u8) is { ValueKind: JsonValueKind.Array })
        {
            IsEnded = true;
            return ReadMessage(message);
        }

        return WireError.WordsOf(message) is { } words ? throw failures.FromWithin(new WireError(words, null, null)) : "";
    }

    private string ReadMessage(JsonElement message)
    {
        _model ??= Name(message.Text("model"u8));
        _id ??= Name(message.Text("id"u8));
        Usage.Read(message.Member("usage"u8));
        ReadEnd(message);
        return string.Concat(message.Items("content"u8).Select(block => Begin(block, null)).ToList());
    }

    private void ReadEnd(JsonElement delta)
    {
        _reason = Name(delta.Text("stop_reason"u8)?.Trim()) is { Length: > 0 } reason ? reason : _reason;
        _explanation = delta.Member("stop_details"u8)?.Text("explanation"u8) ?? _explanation;
    }

    private string Begin(JsonElement start, long? index)
    {
        if (start.ValueKind is not JsonValueKind.Object)
        {
            return "";
        }

        var block = new AnthropicBlock(start, start.Text("type"u8) ?? AnthropicBlock.TextType, budget);
        _blocks.Add(block);
        _byIndex[index ?? _blocks.Count - 1] = block;
        return block.Type == AnthropicBlock.TextType ? Text(start) : "";
    }

    private string ReadDelta(JsonElement delta, long? index)
    {
        if (delta.ValueKind is not JsonValueKind.Object)
        {
            return "";
        }

        var block = (index is { } number ? _byIndex.GetValueOrDefault(number) : null) ?? _blocks.LastOrDefault();
        if (block is null)
        {
            Begin(JsonElement.Parse("{}"), index);
            block = _blocks[^1];
        }

        block.Read(delta);
        return block.Type == AnthropicBlock.TextType ? Text(delta) : "";
    }

    private string Text(JsonElement from) =>
        from.Member("text"u8) is { ValueKind: JsonValueKind.String } text ? _text.Read(text) : "";

    private ChatResponseUpdate? Update(string text) => text.Length > 0 ? Update([new TextContent(text)]) : null;

    private ChatResponseUpdate Update(IList<AIContent> contents) =>
        new(ChatRole.Assistant, contents) { ModelId = _model, ResponseId = _id };

    private static string? Name(string? text) => text is null ? null : PlainText.Clean(text, MaxNameLength);
}
