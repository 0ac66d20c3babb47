using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Agntz.Domain.Execution.Budgets;

namespace Agntz.Domain.Execution.Templates;

/// <summary>
/// A text with <c>{{path}}</c> places and <c>{{#if …}}</c> blocks, read once and rendered over a state by any number of
/// threads.
/// </summary>
public sealed class Template
{
    private const int Piece = 16 * 1024;

    private readonly IReadOnlyList<TemplatePart> _parts;

    private Template(string source, IReadOnlyList<TemplatePart> parts)
    {
        Source = source;
        _parts = parts;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>The places, in the order of the text.</summary>
    public IEnumerable<TemplatePath> Paths => PathsOf(_parts);

    /// <summary>The one place the text consists of; null when it is more, or something else.</summary>
    internal TemplatePath? Sole => _parts is [{ Path: { } path }] ? path : null;

    /// <summary>Reads a template with places and blocks.</summary>
    /// <exception cref="SyntaxException">A place or block is not closed, or holds what templates do not have.</exception>
    public static Template Parse(string source) => new(source, new TemplateParser(source, mayHaveBlocks: true).Parse());

    /// <summary>Reads a template that may have places but no blocks.</summary>
    /// <exception cref="SyntaxException">A place is not closed, or holds what templates do not have.</exception>
    public static Template ParsePlaces(string source) =>
        new(source, new TemplateParser(source, mayHaveBlocks: false).Parse());

    /// <summary>
    /// The text with every place replaced by the value it names: a missing one is empty, a string is itself, anything
    /// else is compact JSON. Blocks whose condition does not hold are left out. What is put in is not read again.
    /// </summary>
    public string Render(AgentState state)
    {
        if (_parts is [] or [{ Text: not null }])
        {
            return Source;
        }

        var rendering = new Rendering(state);
        rendering.Append(_parts);
        return rendering.Complete();
    }

    /// <summary>Writes the rendered text as a JSON string, piece by piece, so that there is no copy of the whole.</summary>
    internal void WriteTo(Utf8JsonWriter writer, AgentState state)
    {
        WriteTo(writer, _parts, state);
        writer.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
    }

    private static void WriteTo(Utf8JsonWriter writer, IReadOnlyList<TemplatePart> parts, AgentState state)
    {
        foreach (var part in parts)
        {
            if (part.Text is { } text)
            {
                Write(writer, Encoding.UTF8.GetBytes(text), state);
            }
            else if (part.Path?.Find(state) is { } value)
            {
                state.CheckRendered(writer.BytesCommitted + writer.BytesPending + JsonSize.Of(value));
                var raw = JsonMarshal.GetRawUtf8Value(value);
                Write(writer,
                    value.ValueKind is not JsonValueKind.String ? raw
                    : raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(value.GetString()!)
                    : raw[1..^1], state);
            }
            else if (part.Block is { } block && block.Condition.IsTrue(state))
            {
                WriteTo(writer, block.Parts, state);
            }
        }
    }

    // A writer asks for several times as much memory as a piece has bytes.
    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> text, AgentState state)
    {
        for (; !text.IsEmpty; text = text[Math.Min(Piece, text.Length)..])
        {
            state.CheckRendered(writer.BytesCommitted + writer.BytesPending);
            writer.WriteStringValueSegment(text[..Math.Min(Piece, text.Length)], isFinalSegment: false);
        }
    }

    private static IEnumerable<TemplatePath> PathsOf(IReadOnlyList<TemplatePart> parts) => parts.SelectMany(part =>
        part.Block is { } block ? block.Condition.Paths.Concat(PathsOf(block.Parts))
        : part.Path is { } path ? [path]
        : []);

    /// <summary>One rendering, which is refused before it takes in what makes it too large.</summary>
    private sealed class Rendering(AgentState state)
    {
        private readonly StringBuilder _text = new();
        private long _bytes;

        public string Complete()
        {
            state.CountRendered(_bytes);
            return _text.ToString();
        }

        public void Append(IReadOnlyList<TemplatePart> parts)
        {
            foreach (var part in parts)
            {
                if (part.Text is { } text)
                {
                    Count(text.Length);
                    _text.Append(text);
                }
                else if (part.Path?.Find(state) is { } value)
                {
                    Count(JsonSize.Of(value));
                    _text.Append(value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText());
                }
                else if (part.Block is { } block && block.Condition.IsTrue(state))
                {
                    Append(block.Parts);
                }
            }
        }

        private void Count(int bytes)
        {
            _bytes += bytes;
            state.CheckRendered(_bytes);
        }
    }
}
