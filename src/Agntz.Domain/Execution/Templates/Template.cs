using System.Text;
using System.Text.Json;

namespace Agntz.Domain.Execution.Templates;

/// <summary>A text with <c>{{path}}</c> places, read once and rendered over a state by any number of threads.</summary>
public sealed class Template
{
    private readonly IReadOnlyList<TemplatePart> _parts;

    private Template(string source, IReadOnlyList<TemplatePart> parts)
    {
        Source = source;
        _parts = parts;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>The places, in the order of the text.</summary>
    public IEnumerable<TemplatePath> Paths => _parts.Select(part => part.Path).OfType<TemplatePath>();

    /// <summary>The one place the text consists of; null when it is more, or something else.</summary>
    internal TemplatePath? Sole => _parts is [{ Path: { } path }] ? path : null;

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A place is not closed, or uses what templates do not have.</exception>
    public static Template Parse(string source) => new(source, TemplateParser.Parse(source));

    /// <summary>
    /// The text with every place replaced by the value it names: a missing one is empty, a string is itself, anything
    /// else is compact JSON. What is put in is not read again.
    /// </summary>
    public string Render(AgentState state)
    {
        if (_parts is [] or [{ Path: null }])
        {
            return Source;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Text ?? Show(part.Path!.Find(state)));
        }

        return text.ToString();
    }

    private static string Show(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
