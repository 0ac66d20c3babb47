using System.Text.Json;
using Agntz.Domain.Json;
using Agntz.Providers.Wire;

namespace Agntz.Providers.OpenAi;

/// <summary>
/// Members of an answer that the server wants to see again beside the results of its tool calls: reasoning, and
/// signatures of it.
/// </summary>
internal sealed class OpenAiEcho(AnswerBudget budget)
{
    private static readonly string[] Texts = ["reasoning_content", "reasoning"];

    private readonly WireWords[] _texts = [.. Texts.Select(_ => new WireWords(budget))];
    private readonly List<JsonElement> _details = [];
    private JsonElement? _extra;

    /// <summary>All their names.</summary>
    public static IReadOnlySet<string> Names { get; } =
        new HashSet<string>([.. Texts, "reasoning_details", "extra_content"], StringComparer.Ordinal);

    /// <summary>The member under which an echo has those of the calls, in their order.</summary>
    public static ReadOnlySpan<byte> Calls => "calls"u8;

    /// <summary>Reads them from a delta.</summary>
    public void Read(JsonElement delta)
    {
        foreach (var (index, name) in Texts.Index())
        {
            if (delta.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String)
            {
                _texts[index].Add(text);
            }
        }

        foreach (var detail in delta.Items("reasoning_details"u8))
        {
            budget.Keep(detail);
            _details.Add(detail.Kept());
        }

        _extra = Extra(delta) ?? _extra;
    }

    /// <summary>A signature beside a delta or a call.</summary>
    public JsonElement? Extra(JsonElement value)
    {
        if (value.Member("extra_content"u8) is not { ValueKind: JsonValueKind.Object } extra)
        {
            return null;
        }

        budget.Keep(extra);
        return extra.Kept();
    }

    /// <summary>The echo as one JSON object; null where there is nothing.</summary>
    /// <param name="calls">The signatures of the calls; null for a call without one.</param>
    public JsonElement? ToJson(IReadOnlyList<JsonElement?> calls)
    {
        var texts = _texts.Select(text => text.Complete()).ToList();
        if (texts.All(text => text.Length == 0) && _details.Count == 0 && _extra is null && calls.All(call => call is null))
        {
            return null;
        }

        return JsonText.Parse(JsonText.WriteObject((texts, _details, _extra, calls), static (writer, it) =>
        {
            foreach (var (index, text) in it.texts.Index().Where(text => text.Item.Length > 0))
            {
                writer.WriteString(Texts[index], text);
            }

            if (it._details.Count > 0)
            {
                Write(writer, "reasoning_details", it._details);
            }

            if (it._extra is { } extra)
            {
                writer.WritePropertyName("extra_content");
                extra.WriteTo(writer);
            }

            WriteCalls(writer, it.calls);
        }));
    }

    private static void WriteCalls(Utf8JsonWriter writer, IReadOnlyList<JsonElement?> calls)
    {
        writer.WriteStartArray(Calls);
        foreach (var call in calls)
        {
            writer.WriteStartObject();
            if (call is { } extra)
            {
                writer.WritePropertyName("extra_content");
                extra.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<JsonElement> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
