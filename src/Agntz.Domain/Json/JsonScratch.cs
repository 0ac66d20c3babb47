using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agntz.Domain.Json;

/// <summary>Where a piece of JSON is written before it is a text. Every thread keeps one, which it uses again.</summary>
internal sealed class JsonScratch
{
    private const int FirstLength = 1024;
    private const int LongestKept = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        // Text goes to a database and into JSON answers, never into HTML; streams escape what they must themselves.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static JsonScratch? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(FirstLength);

    private JsonScratch() => Writer = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Writer { get; }

    /// <summary>An empty one, which is the caller's until it is read.</summary>
    public static JsonScratch Take()
    {
        // Whoever writes a text within another text has one of its own.
        var scratch = _spare ?? new JsonScratch();
        _spare = null;
        return scratch;
    }

    /// <summary>What was written; the caller uses it no more.</summary>
    public string Read()
    {
        Writer.Flush();
        var text = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        GiveBack();
        return text;
    }

    /// <summary>What was written as a value, which has a copy of its own; the caller uses the scratch no more.</summary>
    public JsonElement ReadElement()
    {
        Writer.Flush();
        var element = JsonElement.Parse(_buffer.WrittenSpan);
        GiveBack();
        return element;
    }

    private void GiveBack()
    {
        if (_buffer.Capacity <= LongestKept)
        {
            _buffer.ResetWrittenCount();
            Writer.Reset();
            _spare = this;
        }
    }
}
