using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.Anthropic;

/// <summary>Block of an answer, gathered from its beginning and its deltas.</summary>
internal sealed class AnthropicBlock
{
    public const string TextType = "text";
    public const string ThinkingType = "thinking";
    public const string ToolType = "tool_use";

    private readonly JsonElement _start;
    private readonly WireWords _words;
    private readonly WireWords _signature;

    /// <summary>Begins one.</summary>
    /// <param name="start">The block as it was begun; may be whole.</param>
    /// <param name="type">Its type.</param>
    /// <param name="budget">Bounds the answer.</param>
    public AnthropicBlock(JsonElement start, string type, AnswerBudget budget)
    {
        budget.Keep(start);
        _start = start.Kept();
        Type = type;
        (_words, _signature) = (new WireWords(budget), new WireWords(budget));
        Add(_signature, start, "signature"u8);
        Add(_words, start, type == ThinkingType ? "thinking"u8 : "text"u8);
    }

    public string Type { get; }

    /// <summary>The call that the block is.</summary>
    public FunctionCallContent ToCall() =>
        CallArguments.Read(_start.Text("id"u8) ?? "", _start.Text("name"u8) ?? "", Input());

    /// <summary>Reads a delta that is no text of the answer.</summary>
    public void Read(JsonElement delta)
    {
        Add(_words, delta, "text"u8);
        Add(_words, delta, "thinking"u8);
        Add(_words, delta, "partial_json"u8);
        Add(_signature, delta, "signature"u8);
    }

    /// <summary>Writes the block as it goes back.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type);
        switch (Type)
        {
            case TextType:
                writer.WriteString("text", _words.Complete());
                break;
            case ThinkingType:
                writer.WriteString("thinking", _words.Complete());
                writer.WriteString("signature", _signature.Complete());
                break;
            default:
                WriteOther(writer);
                break;
        }

        writer.WriteEndObject();
    }

    // Deltas go before what the block began with: there it is an empty object, or the whole for servers without deltas.
    private string Input()
    {
        if (_words.Complete() is { } pieces && !string.IsNullOrWhiteSpace(pieces))
        {
            return pieces;
        }

        return _start.Member("input"u8) switch
        {
            { ValueKind: JsonValueKind.String } text => WireText.Of(text),
            { } value => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)),
            null => "",
        };
    }

    private void WriteOther(Utf8JsonWriter writer)
    {
        foreach (var member in _start.Members().Where(member => member.Name is not ("type" or "input")))
        {
            member.WriteTo(writer);
        }

        if (_start.Member("input"u8) is not null)
        {
            writer.WritePropertyName("input");
            writer.WriteRawValue(CallArguments.Write(ToCall()));
        }
    }

    private static void Add(WireWords words, JsonElement from, ReadOnlySpan<byte> name)
    {
        if (from.Member(name) is { ValueKind: JsonValueKind.String } text)
        {
            words.Add(text);
        }
    }
}
