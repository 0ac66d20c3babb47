using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agntz.Domain.Yaml;

/// <summary>
/// Reads one YAML document as the JSON value it stands for. An alias is the value of its anchor, within bounds, and
/// <c>&lt;&lt;</c> merges the members of one; foreign tags are refused, so nothing in the text is code.
/// </summary>
public sealed class YamlJson
{
    /// <summary>The most characters of a text.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int MaxDepth = 64;
    private const string TextTag = "tag:yaml.org,2002:str";

    private const string MergeKey = "<<";

    private readonly IParser _parser;
    private readonly Func<string, string> _restore;
    private Utf8JsonWriter _writer;

    private YamlJson(IParser parser, Func<string, string> restore, Utf8JsonWriter writer)
    {
        _parser = parser;
        _restore = restore;
        _writer = writer;
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="YamlFormatException">It is not one YAML document of the kind described above.</exception>
    public static JsonElement Parse(string yaml)
    {
        if (yaml.Length > MaxLength)
        {
            throw new YamlFormatException(1, 1, $"expected at most {MaxLength} characters, found {yaml.Length}");
        }

        yaml = YamlCharacters.WithoutMark(yaml);
        YamlCharacters.Check(yaml);
        yaml = YamlCharacters.HideOldLineBreaks(yaml, out var restore);
        try
        {
            var parser = new AliasParser(new CheckedParser(new Parser(new StringReader(yaml))));
            return Write(writer => new YamlJson(parser, restore, writer).ReadDocument());
        }
        catch (YamlException failure)
        {
            throw TabIn(yaml, failure.Start.Line, failure.End.Line) is { } line
                ? new YamlFormatException(line, 1, "expected spaces, found a tab: YAML is indented by spaces alone")
                : new YamlFormatException(failure.Start.Line, failure.Start.Column, failure.Message);
        }
    }

    private static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth + 1 });
        write(writer);
        writer.Flush();
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        return JsonElement.ParseValue(ref reader);
    }

    // The parser tells of the value around the line as well as of the line.
    private static long? TabIn(string yaml, long first, long last)
    {
        var lines = yaml.Split('\n');
        for (var line = first; line <= Math.Min(last + 1, lines.Length); line++)
        {
            var text = lines[line - 1];
            if (text.AsSpan(0, text.Length - text.AsSpan().TrimStart().Length).Contains('\t'))
            {
                return line;
            }
        }

        return null;
    }

    private void ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var empty))
        {
            throw Refuse(empty, "expected a document, found nothing");
        }

        _parser.Consume<DocumentStart>();
        ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            throw Refuse(second, "expected one document, found a second one");
        }
    }

    private void ReadNode(int depth)
    {
        var node = _parser.Consume<ParsingEvent>();
        if (depth > MaxDepth)
        {
            throw Refuse(node, $"expected at most {MaxDepth} levels, found more");
        }

        switch (node)
        {
            case Scalar scalar:
                WriteScalar(scalar);
                break;
            case SequenceStart:
                ReadSequence(depth);
                break;
            case MappingStart:
                ReadMapping(depth);
                break;
            default:
                throw Refuse(node, $"expected a value, found {node.GetType().Name}");
        }
    }

    private void ReadSequence(int depth)
    {
        _writer.WriteStartArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            ReadNode(depth + 1);
        }

        _writer.WriteEndArray();
    }

    private void ReadMapping(int depth)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<JsonElement>();
        _writer.WriteStartObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.Current is not Scalar key)
            {
                throw Refuse(_parser.Current!, "expected a plain key");
            }

            _parser.MoveNext();
            if (key is { Value: MergeKey, Style: ScalarStyle.Plain })
            {
                merged.AddRange(ReadMerged(key, depth));
                continue;
            }

            var name = _restore(key.Value);
            if (!keys.Add(name))
            {
                throw Refuse(key, $"the key '{name}' is there twice");
            }

            _writer.WritePropertyName(name);
            ReadNode(depth + 1);
        }

        // What the mapping says itself goes before what it merges, and the first merged before the next.
        foreach (var member in merged.SelectMany(it => it.EnumerateObject()).Where(member => keys.Add(member.Name)))
        {
            member.WriteTo(_writer);
        }

        _writer.WriteEndObject();
    }

    private IEnumerable<JsonElement> ReadMerged(Scalar key, int depth)
    {
        var writer = _writer;
        var value = Write(aside =>
        {
            _writer = aside;
            ReadNode(depth + 1);
        });
        _writer = writer;
        JsonElement[] mappings = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        return mappings.All(mapping => mapping.ValueKind is JsonValueKind.Object)
            ? mappings
            : throw Refuse(key, "'<<' merges a mapping, or a list of mappings: expected '<<: *anchor'");
    }

    private void WriteScalar(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value != TextTag)
        {
            throw Refuse(scalar, $"the tag '{scalar.Tag}' is not supported");
        }

        if (scalar.Style is ScalarStyle.Plain && scalar.Tag.IsEmpty)
        {
            YamlScalars.WritePlain(_writer, _restore(scalar.Value));
        }
        else
        {
            _writer.WriteStringValue(_restore(scalar.Value));
        }
    }

    private static YamlFormatException Refuse(ParsingEvent node, string message) =>
        new(node.Start.Line, node.Start.Column, message);
}
