using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Agntz.Providers.Wire;
using Microsoft.Extensions.AI;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Tool calls that come in pieces. A piece belongs to the call of its index, unless it has the id of another one;
/// without an index to the call of its id; without both to the last call, unless that is whole and the piece names a
/// tool.
/// </summary>
internal sealed class OpenAiToolCalls(AnswerBudget budget, OpenAiEcho echo)
{
    // What a call takes beside its arguments, so that calls without any are bounded too.
    private const int Weight = 64;

    private readonly List<Call> _calls = [];
    private readonly Dictionary<long, Call> _byIndex = [];

    /// <summary>Signatures of the calls, in their order; null for a call without one.</summary>
    public IReadOnlyList<JsonElement?> Echoes => [.. _calls.Select(call => call.Echo)];

    /// <summary>Reads the pieces of one delta.</summary>
    public void Read(JsonElement delta)
    {
        var position = 0;
        foreach (var piece in delta.Items("tool_calls"u8))
        {
            if (piece.ValueKind is JsonValueKind.Object)
            {
                Read(piece, position++);
            }
        }
    }

    /// <summary>The calls, in the order in which they began.</summary>
    public IReadOnlyList<FunctionCallContent> Complete() =>
        [.. _calls.Select(call => CallArguments.Read(call.Id, call.Name, call.Arguments.Complete()))];

    private void Read(JsonElement piece, int position)
    {
        var function = piece.Member("function"u8) ?? piece;
        var (id, name) = (piece.Text("id"u8), function.Text("name"u8));
        var call = Find(piece.Count("index"u8), id, name, position);
        call.Id = call.Id.Length == 0 ? id ?? "" : call.Id;
        call.Name = name ?? call.Name;
        call.Echo = echo.Extra(piece) ?? echo.Extra(function) ?? call.Echo;
        switch (function.Member("arguments"u8))
        {
            case { ValueKind: JsonValueKind.String } text:
                call.Arguments.Add(text);
                break;
            case { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value:
                call.Arguments.Replace(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)));
                break;
        }
    }

    private Call Find(long? index, string? id, string? name, int position)
    {
        var known = index is { } number
            ? _byIndex.GetValueOrDefault(number)
            : _calls.Find(call => id is not null && call.Id == id) ?? (id is null ? _calls.LastOrDefault() : null);
        if (known is not null && !IsAnother(known, id, name, position))
        {
            return known;
        }

        budget.Keep(Weight);
        var call = new Call(new WireWords(budget));
        _calls.Add(call);
        if (index is { } place)
        {
            _byIndex[place] = call;
        }

        return call;
    }

    // Servers that count badly give every call the same index, or none.
    private static bool IsAnother(Call known, string? id, string? name, int position)
    {
        if (id is not null && known.Id.Length > 0)
        {
            return id != known.Id;
        }

        return name is not null && known.Name.Length > 0 && id is null
            && (position > 0 || known.IsWhole || (known.Arguments.IsEmpty && name != known.Name));
    }

    private sealed class Call(WireWords arguments)
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public WireWords Arguments { get; } = arguments;

        public JsonElement? Echo { get; set; }

        public bool IsWhole
        {
            get
            {
                try
                {
                    using var _ = JsonDocument.Parse(Arguments.ToString());
                    return true;
                }
                catch (JsonException)
                {
                    return false;
                }
            }
        }
    }
}
