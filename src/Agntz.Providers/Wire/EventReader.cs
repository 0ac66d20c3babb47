using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Agntz.Providers.Wire;

/// <summary>
/// Reads the events of an answer: server-sent events as they should be, their data lines without blank lines between,
/// values without a field name, and a body that is JSON as a whole although a stream was asked for.
/// </summary>
/// <param name="body">The stream; stays with the caller.</param>
/// <param name="budget">Bounds a line, an event and the whole.</param>
internal sealed class EventReader(Stream body, AnswerBudget budget) : IDisposable
{
    /// <summary>The name of events that are errors.</summary>
    public const string ErrorName = "error";

    private const int MaxStray = 2_000;
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };
    private static readonly JsonReaderOptions SeveralValues = new() { MaxDepth = MaxDepth, AllowMultipleValues = true };

    private readonly LineReader _lines = new(body, budget);
    private readonly Queue<WireEvent> _ready = new();
    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly StringBuilder _stray = new();
    private JsonDocument? _current;
    private string? _name;
    private bool _isBegun;
    private bool _isBody;
    private bool _isOver;

    /// <summary>The beginning of what was said beside the protocol; empty for nothing.</summary>
    public string Stray => _stray.ToString().Trim();

    /// <summary>Whether the answer is over by the server's word, or because all of it was one value.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Reads the next event; null at the end of the stream.</summary>
    public async ValueTask<WireEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await ReadNextAsync(cancellationToken);
        IsEnded |= found is { IsEnd: true };
        return found;
    }

    public void Dispose()
    {
        _current?.Dispose();
        _lines.Dispose();
    }

    private async ValueTask<WireEvent?> ReadNextAsync(CancellationToken cancellationToken)
    {
        _current?.Dispose();
        _current = null;
        while (true)
        {
            if (_ready.TryDequeue(out var ready))
            {
                return ready;
            }

            if (_isOver)
            {
                return null;
            }

            if (!await _lines.ReadAsync(cancellationToken))
            {
                _isOver = true;
                Complete();
            }
            else if (Take(_lines.Line) is { } found)
            {
                return found;
            }
        }
    }

    private WireEvent? Take(ReadOnlyMemory<byte> line)
    {
        var span = line.Span;
        var text = span.Trim(" \t\0"u8);
        if (!_isBegun && text.Length > 0)
        {
            _isBegun = true;
            _isBody = text[0] is (byte)'{' or (byte)'[';
        }

        if (_isBody)
        {
            Hold(span);
            return null;
        }

        if (text.IsEmpty)
        {
            CompleteBlock();
            return null;
        }

        if (text[0] is (byte)'{' or (byte)'[')
        {
            return TakeData(line);
        }

        var colon = span.IndexOf((byte)':');
        return colon == 0 ? null : TakeField(line, span[..Math.Max(colon, 0)], line[(colon + 1)..]);
    }

    private WireEvent? TakeField(ReadOnlyMemory<byte> line, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        if (name.SequenceEqual("data"u8))
        {
            return TakeData(value);
        }

        if (name.SequenceEqual("event"u8))
        {
            CompleteBlock();
            _name = WireText.Of(value.Span).Trim();
            return null;
        }

        // llama.cpp says its errors under a field of this name.
        if (name.SequenceEqual("error"u8))
        {
            _name = ErrorName;
            return TakeData(value);
        }

        if (!name.SequenceEqual("id"u8) && !name.SequenceEqual("retry"u8) && _stray.Length < MaxStray)
        {
            _stray.Append(WireText.Of(line.Span[..Math.Min(line.Length, MaxStray)])).Append('\n');
        }

        return null;
    }

    // Most servers send one value a line: it goes out at once, and only what is none by itself waits for more.
    private WireEvent? TakeData(ReadOnlyMemory<byte> data)
    {
        var text = data.Span.Trim(" \t\0"u8);
        if (_pending.WrittenCount == 0 && !text.IsEmpty && (text[0] is (byte)'{' or (byte)'[' or (byte)'n'))
        {
            if (text.SequenceEqual("[DONE]"u8))
            {
                return new WireEvent(_name, default, WireText.Of(text));
            }

            try
            {
                _current = JsonDocument.Parse(data, Options);
                return Named(_current.RootElement);
            }
            catch (JsonException)
            {
                // A value over several lines, or none: the end of the event tells.
            }
        }

        Hold(text);
        return null;
    }

    private void Hold(ReadOnlySpan<byte> text)
    {
        if (_pending.WrittenCount + text.Length > budget.Most)
        {
            throw budget.Exceeded();
        }

        _pending.Write(text);
        _pending.Write("\n"u8);
    }

    private WireEvent Named(JsonElement value)
    {
        var name = _name;
        _name = name == ErrorName ? null : name;
        return new WireEvent(name, value, null);
    }

    private void CompleteBlock()
    {
        if (_pending.WrittenCount > 0)
        {
            ReadPending();
        }
        else if (_name == ErrorName)
        {
            _ready.Enqueue(new WireEvent(_name, default, ""));
        }

        _name = null;
    }

    // What is no JSON at the end of the stream was cut off there; who reads says that the answer broke off.
    private void Complete()
    {
        if (_isBody || _name == ErrorName)
        {
            CompleteBlock();
        }
        else if (_pending.WrittenCount > 0)
        {
            _stray.Append(WireText.Of(_pending.WrittenSpan[..Math.Min(_pending.WrittenCount, MaxStray)]));
        }
    }

    private void ReadPending()
    {
        var text = _pending.WrittenSpan;
        var reader = new Utf8JsonReader(text, SeveralValues);
        try
        {
            while (reader.Read())
            {
                Enqueue(JsonElement.ParseValue(ref reader));
            }

            IsEnded |= _isBody;
        }
        catch (JsonException)
        {
            var words = text[(int)Math.Min(reader.BytesConsumed, text.Length)..];
            _ready.Enqueue(new WireEvent(_name, default, WireText.Of(words).Trim()));
        }

        _pending.ResetWrittenCount();
    }

    private void Enqueue(JsonElement value)
    {
        if (!_isBody || value.ValueKind is not JsonValueKind.Array)
        {
            _ready.Enqueue(new WireEvent(_name, value, null));
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            _ready.Enqueue(new WireEvent(_name, item, null));
        }
    }
}
