using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Models;
using Agntz.Domain.Json;
using Agntz.Providers.Failures;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Answer as it comes in: tolerant of what servers leave out or spell their own way, and failed by what says that it is
/// an error, a refusal or a filter.
/// </summary>
internal sealed class OpenAiAnswer
{
    private const int MaxNameLength = 256;

    private readonly ProviderFailures _failures;
    private readonly AnswerBudget _budget;
    private readonly WireText _text = new();
    private readonly WireWords _refusal;
    private readonly OpenAiEcho _echo;
    private readonly OpenAiToolCalls _calls;
    private UsageDetails? _usage;
    private string? _model;
    private string? _id;
    private string? _reason;
    private bool _isBegun;

    public OpenAiAnswer(ProviderFailures failures, AnswerBudget budget)
    {
        (_failures, _budget) = (failures, budget);
        _refusal = new WireWords(budget);
        _echo = new OpenAiEcho(budget);
        _calls = new OpenAiToolCalls(budget, _echo);
    }

    /// <summary>Reads one event.</summary>
    /// <returns>The text it brings; null for none.</returns>
    /// <exception cref="ModelCallException">It is an error.</exception>
    public ChatResponseUpdate? Read(WireEvent found)
    {
        if (found.Words is { } words)
        {
            throw found.IsError ? _failures.FromWithin(new WireError(words, null, null)) : _failures.FromContent(words);
        }

        if (WireError.Find(found.Json, found.IsError) is { } error)
        {
            throw _failures.FromWithin(error);
        }

        return found.Json.ValueKind is JsonValueKind.Object ? Read(found.Json) : null;
    }

    /// <summary>Ends the answer.</summary>
    /// <param name="events">The events, all read.</param>
    /// <returns>The rest of it: the calls, the counts, and the reason of its end.</returns>
    /// <exception cref="ModelCallException">It was not whole, or it is a refusal.</exception>
    public ChatResponseUpdate Complete(EventReader events)
    {
        if (_refusal.Complete() is { Length: > 0 } refusal)
        {
            throw _failures.Refused(refusal);
        }

        if (_reason is not null && FinishReasons.IsFilter(_reason))
        {
            throw _failures.Filtered(_reason);
        }

        if (_reason is { } reason ? FinishReasons.IsFailure(reason) : !(events.IsEnded && _isBegun))
        {
            throw _failures.BrokenOff(events.Stray);
        }

        var calls = _calls.Complete();
        var update = Update([.. calls]);
        if (_text.Complete() is { Length: > 0 } rest)
        {
            update.Contents.Insert(0, new TextContent(rest));
        }

        if (_echo.ToJson(_calls.Echoes) is { } echo)
        {
            update.Contents.Add(new EchoContent(echo));
        }

        if (_usage is not null)
        {
            update.Contents.Add(new UsageContent(_usage));
        }

        update.FinishReason = _reason is { } word
            ? FinishReasons.Of(word)
            : calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        return update;
    }

    private ChatResponseUpdate? Read(JsonElement chunk)
    {
        _model ??= Name(chunk.Text("model"u8));
        _id ??= Name(chunk.Text("id"u8));
        var usage = OpenAiUsage.Find(chunk);
        _usage = usage ?? _usage;
        var choice = chunk.FirstObject("choices"u8);
        if (choice.ValueKind is JsonValueKind.Object)
        {
            return ReadChoice(choice);
        }

        // An error without the shape of one, as frameworks of web servers make them.
        if (chunk.Member("choices"u8) is null && usage is null && WireError.WordsOf(chunk) is { } words)
        {
            throw _failures.FromWithin(new WireError(words, null, null));
        }

        return null;
    }

    private ChatResponseUpdate? ReadChoice(JsonElement choice)
    {
        _isBegun = true;
        var reason = Name(choice.Text("finish_reason"u8)?.Trim());
        _reason = string.IsNullOrEmpty(reason) ? _reason : reason;
        if (WireError.Find(choice, isError: false) is { } error)
        {
            throw _failures.FromWithin(error);
        }

        var delta = choice.Member("delta"u8) is { ValueKind: JsonValueKind.Object } piece
            ? piece
            : choice.Member("message"u8) ?? choice;
        if (delta.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        if (delta.Member("refusal"u8) is { ValueKind: JsonValueKind.String } refusal)
        {
            _refusal.Add(refusal);
        }

        _echo.Read(delta);
        _calls.Read(delta);
        var text = Text(delta.Member("content"u8) ?? delta.Member("text"u8));
        return text.Length > 0 ? Update([new TextContent(text)]) : null;
    }

    private string Text(JsonElement? content)
    {
        switch (content)
        {
            case { ValueKind: JsonValueKind.String } text:
                _budget.Keep(text);
                return _text.Read(text);
            case { ValueKind: JsonValueKind.Array } parts:
                return Text(parts.EnumerateArray());
            default:
                return "";
        }
    }

    private string Text(JsonElement.ArrayEnumerator parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(Text(part.ValueKind is JsonValueKind.String ? part : part.Member("text"u8)));
        }

        return text.ToString();
    }

    private ChatResponseUpdate Update(IList<AIContent> contents) =>
        new(ChatRole.Assistant, contents) { ModelId = _model, ResponseId = _id };

    private static string? Name(string? text) => text is null ? null : PlainText.Clean(text, MaxNameLength);
}
