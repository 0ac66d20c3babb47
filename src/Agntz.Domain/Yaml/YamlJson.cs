using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Agntz.Domain.Yaml;

/// <summary>
/// Reads one YAML document as the JSON value it stands for. Anchors, aliases and foreign tags are refused, so nothing
/// grows beyond the text and nothing in it is code.
/// </summary>
public sealed class YamlJson
{
    /// <summary>The most characters of a text.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int MaxDepth = 64;
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly IParser _parser;
    private readonly Utf8JsonWriter _writer;

    private YamlJson(IParser parser, Utf8JsonWriter writer)
    {
        _parser = parser;
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

        YamlCharacters.Check(yaml);
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = MaxDepth + 1 });
            new YamlJson(new CheckedParser(new Parser(new StringReader(yaml))), writer).ReadDocument();
            writer.Flush();
            var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
            return JsonElement.ParseValue(ref reader);
        }
        catch (YamlException failure)
        {
            throw new YamlFormatException(failure.Start.Line, failure.Start.Column, failure.Message);
        }
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

        if (node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refuse(node, "anchors and aliases are not supported: write the value where it is used");
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
        _writer.WriteStartObject();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (_parser.Current is not Scalar key)
            {
                throw Refuse(_parser.Current!, "expected a plain key");
            }

            if (!keys.Add(key.Value))
            {
                throw Refuse(key, $"the key '{key.Value}' is there twice");
            }

            _parser.MoveNext();
            _writer.WritePropertyName(key.Value);
            ReadNode(depth + 1);
        }

        _writer.WriteEndObject();
    }

    private void WriteScalar(Scalar scalar)
    {
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value != TextTag)
        {
            throw Refuse(scalar, $"the tag '{scalar.Tag}' is not supported");
        }

        if (scalar.Style is ScalarStyle.Plain && scalar.Tag.IsEmpty)
        {
            YamlScalars.WritePlain(_writer, scalar.Value);
        }
        else
        {
            _writer.WriteStringValue(scalar.Value);
        }
    }

    private static YamlFormatException Refuse(ParsingEvent node, string message) =>
        new(node.Start.Line, node.Start.Column, message);
}
