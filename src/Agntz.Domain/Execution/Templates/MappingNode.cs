using System.Text.Json;
using Agntz.Domain.Execution.Budgets;

namespace Agntz.Domain.Execution.Templates;

/// <summary>A part of a mapping.</summary>
internal abstract class MappingNode
{
    /// <summary>The places in it, in the order of the text.</summary>
    public abstract IEnumerable<TemplatePath> Paths { get; }

    /// <summary>Writes its value over a state.</summary>
    public abstract void Write(Utf8JsonWriter writer, AgentState state);

    /// <exception cref="SyntaxException">A string in it is no template.</exception>
    public static MappingNode Parse(JsonElement source) => source.ValueKind switch
    {
        JsonValueKind.Object => new Members(
            [.. source.EnumerateObject().Select(member => (member.Name, Parse(member.Value)))]),
        JsonValueKind.Array => new Items([.. source.EnumerateArray().Select(Parse)]),
        JsonValueKind.String => new Text(Template.ParsePlaces(source.GetString()!)),
        _ => new Constant(source),
    };

    private sealed class Members(IReadOnlyList<(string Name, MappingNode Value)> members) : MappingNode
    {
        public override IEnumerable<TemplatePath> Paths => members.SelectMany(member => member.Value.Paths);

        public override void Write(Utf8JsonWriter writer, AgentState state)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                value.Write(writer, state);
            }

            writer.WriteEndObject();
        }
    }

    private sealed class Items(IReadOnlyList<MappingNode> items) : MappingNode
    {
        public override IEnumerable<TemplatePath> Paths => items.SelectMany(item => item.Paths);

        public override void Write(Utf8JsonWriter writer, AgentState state)
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                item.Write(writer, state);
            }

            writer.WriteEndArray();
        }
    }

    private sealed class Text(Template template) : MappingNode
    {
        public override IEnumerable<TemplatePath> Paths => template.Paths;

        public override void Write(Utf8JsonWriter writer, AgentState state)
        {
            if (template.Sole is not { } path)
            {
                template.WriteTo(writer, state);
            }
            else if (path.Find(state) is { } value)
            {
                // Before it is written, so that what is too large is never copied; and after it, for what escapes add.
                Check(writer, JsonSize.Of(value), state);
                value.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }

            Check(writer, 0, state);
        }
    }

    private static void Check(Utf8JsonWriter writer, int more, AgentState state) =>
        state.CheckRendered(writer.BytesCommitted + writer.BytesPending + more);

    private sealed class Constant(JsonElement value) : MappingNode
    {
        public override IEnumerable<TemplatePath> Paths => [];

        public override void Write(Utf8JsonWriter writer, AgentState state) => value.WriteTo(writer);
    }
}
