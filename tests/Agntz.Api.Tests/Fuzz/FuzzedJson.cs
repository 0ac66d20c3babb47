using System.Text;
using System.Text.Json;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>Writes JSON like an example, with something odd at random places.</summary>
/// <param name="random">Where, and what.</param>
/// <param name="names">What there is, for fields that name something.</param>
/// <param name="rate">How many of a hundred places are odd.</param>
internal sealed class FuzzedJson(Random random, KnownNames names, int rate)
{
    private static readonly string[] Named = ["agentId", "sessionId", "createdAt"];
    private static readonly string[] Keys =
        ["id", "type", "mode", "manifest", "metadata", "input", "", "\\ud800", "\\u0000", "$ref", "__proto__"];


    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "0.1", "1e999", "-1e999", "1e-999", "1E+400",
        "9223372036854775808", "2147483648", new('9', 400), $"0.{new string('3', 400)}", "\"\"", "[]", "{}", "[null]",
        "[[]]", "{\"\":{\"\":\"\"}}", "[1,\"a\",{},[],null,true]", "{\"a\":1,\"a\":2}", "\"\\u0000\"",
        "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\uFFFF\"",
        "{\"\\ud800\":1,\"\\udc00\":2}", "\"\\/\\b\\f\\n\\r\\t\\\"\"", "{\"type\":\"text\"}", "NaN", "-Infinity",
        "undefined", "01", ".5", "1.", "+1", "'a'", "\"open", "[1,]", "{\"a\"}", "{\"a\":1,}", "/* */1", "\"\t\"",
        "\"\\x\"", "\"\\u12\"", "", " ", "\u00a01",
    ];

    private readonly StringBuilder _text = new();

    /// <summary>Writes it.</summary>
    public string Write(JsonElement example)
    {
        _text.Clear();
        WriteValue(example, "");
        return _text.ToString();
    }

    private void WriteValue(JsonElement example, string key)
    {
        if (IsOdd() || (key is "manifest" && rate > 0 && random.Next(2) == 0))
        {
            WriteOdd(example, key);
            return;
        }

        switch (example.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(example);
                break;
            case JsonValueKind.Array:
                WriteList(example.EnumerateArray(), '[', ']', item => WriteValue(item, ""));
                break;
            case JsonValueKind.String:
                WriteText(example.GetString()!, key);
                break;
            default:
                _text.Append(example.GetRawText());
                break;
        }
    }

    private void WriteObject(JsonElement example)
    {
        var members = example.EnumerateObject().ToList();
        if (members.Count > 0 && IsOdd())
        {
            var member = random.Next(members.Count);
            if (random.Next(2) == 0)
            {
                members.RemoveAt(member);
            }
            else
            {
                members.Insert(random.Next(members.Count + 1), members[member]);
            }
        }

        WriteList(members, '{', '}', member =>
        {
            _text.Append('"').Append(IsOdd() ? Keys[random.Next(Keys.Length)] : member.Name).Append("\":");
            WriteValue(member.Value, member.Name);
        });
    }

    private void WriteList<T>(IEnumerable<T> items, char open, char close, Action<T> write)
    {
        _text.Append(open);
        foreach (var (index, item) in items.Index())
        {
            _text.Append(index > 0 ? "," : "");
            write(item);
        }

        _text.Append(close);
    }

    private void WriteText(string text, string key) => _text.Append(JsonSerializer.Serialize(
        Named.Contains(key) && random.Next(2) == 0 ? names.OfField(key, random) : text));

    private void WriteOdd(JsonElement example, string key)
    {
        switch (random.Next(10))
        {
            case 0:
                WriteDeep(random.Next(4) == 0 ? 10_000 : random.Next(60, 70));
                break;
            case 1:
                var items = Enumerable.Repeat(example.GetRawText(), random.Next(2, 20));
                _text.Append('[').AppendJoin(',', items).Append(']');
                break;
            case <= 3:
                _text.Append(JsonSerializer.Serialize(OddTexts.Pick(random)));
                break;
            case <= 8 when key is "manifest" && example.ValueKind is JsonValueKind.String:
                _text.Append(JsonSerializer.Serialize(FuzzedYaml.Change(example.GetString()!, random)));
                break;
            default:
                _text.Append(Values[random.Next(Values.Length)]);
                break;
        }
    }

    private void WriteDeep(int depth)
    {
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        _text.Insert(_text.Length, open, depth).Append('1').Insert(_text.Length, close, depth);
    }

    private bool IsOdd() => random.Next(100) < rate;
}
