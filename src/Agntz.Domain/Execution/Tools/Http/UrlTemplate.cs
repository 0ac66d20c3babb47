using System.Text;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>
/// A URL with <c>{placeholders}</c> that a caller fills and <c>{{places}}</c> of the state. Whatever is put in is
/// percent-encoded, so it changes neither the host nor what the parts around it mean.
/// </summary>
public sealed class UrlTemplate
{
    private readonly string _origin;
    private readonly IReadOnlyList<UrlPart> _path;
    private readonly IReadOnlyList<IReadOnlyList<UrlPart>> _query;

    private UrlTemplate(string origin, IReadOnlyList<UrlPart> path, IReadOnlyList<IReadOnlyList<UrlPart>> query)
    {
        (_origin, _path, _query) = (origin, path, query);
    }

    /// <summary>The placeholders, each once, in the order of the text; a required one is not optional anywhere.</summary>
    public IReadOnlyList<(string Name, bool IsOptional)> Placeholders =>
        [.. Parts.Where(part => part.Placeholder is not null)
            .GroupBy(part => part.Placeholder!, StringComparer.Ordinal)
            .Select(uses => (uses.Key, uses.All(use => use.IsOptional)))];

    /// <summary>The places of the state.</summary>
    public IEnumerable<TemplatePath> Paths => Parts.SelectMany(part => part.Place?.Paths ?? []);

    private IEnumerable<UrlPart> Parts => _path.Concat(_query.SelectMany(pair => pair));

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none; the message says what is.</exception>
    public static UrlTemplate Parse(string url)
    {
        var (origin, path, query) = UrlTemplateParser.Parse(url);
        return Uri.TryCreate(origin, UriKind.Absolute, out _)
            ? new UrlTemplate(origin, path, query)
            : throw new FormatException($"'{origin}' is no host that a URL can have");
    }

    /// <summary>The URL.</summary>
    /// <param name="arguments">Values of placeholders; a pair of the query whose optional one is absent is left out.</param>
    /// <param name="state">Values of places.</param>
    /// <exception cref="ToolException">A value is missing, or would lead to another part of the server.</exception>
    public string Render(IReadOnlyDictionary<string, string> arguments, AgentState state)
    {
        var url = new StringBuilder(_origin);
        url.Append(Path(arguments, state));
        var separator = '?';
        foreach (var pair in _query.Where(pair => pair.All(
            part => !part.IsOptional || arguments.ContainsKey(part.Placeholder!))))
        {
            url.Append(separator);
            Append(url, pair, arguments, state);
            separator = '&';
        }

        return url.ToString();
    }

    private string Path(IReadOnlyDictionary<string, string> arguments, AgentState state)
    {
        var path = new StringBuilder();
        Append(path, _path, arguments, state);
        var text = path.ToString();
        return text.Split('/').Any(segment => segment is "." or "..")
            ? throw new ToolException("A value of the URL's path is '.' or '..', which would lead elsewhere on the server.")
            : text;
    }

    private static void Append(
        StringBuilder url, IReadOnlyList<UrlPart> parts, IReadOnlyDictionary<string, string> arguments, AgentState state)
    {
        foreach (var part in parts)
        {
            state.CheckRendered(url.Length);
            url.Append(part.Text ?? Uri.EscapeDataString(part.Place?.Render(state)
                ?? arguments.GetValueOrDefault(part.Placeholder!)
                ?? throw new ToolException($"Missing required placeholder '{part.Placeholder}' for URL")));
        }
    }
}
