using System.Text.RegularExpressions;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Templates;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads tools that are requests to servers.</summary>
internal sealed partial class HttpToolReading(Fields tool, Scope agentScope)
{
    private readonly Scope _scope = agentScope.With(SecretValues.Root);

    /// <summary>One a model may call: <c>params</c> pins placeholders.</summary>
    public HttpToolDeclaration? ReadOffered()
    {
        if (ReadUrl() is not { } url)
        {
            return null;
        }

        var pinned = TemplateReading.ReadTemplates(tool, "params", _scope);
        foreach (var (name, _) in pinned.Where(pin => url.Placeholders.All(placeholder => placeholder.Name != pin.Name)))
        {
            tool.Problems.Structural(tool.PathOf($"params.{name}"), $"The URL has no placeholder '{{{name}}}' to be set");
        }

        return Read(url, pinned);
    }

    /// <summary>The one a tool agent calls: its <c>params</c> are what it is called with.</summary>
    public HttpToolDeclaration? ReadCalled() => ReadUrl() is { } url ? Read(url, []) : null;

    private HttpToolDeclaration Read(UrlTemplate url, List<(string Name, Template Value)> pinned)
    {
        var method = HttpRequestReading.ReadMethod(tool, usual: "GET");
        var bodyType = HttpRequestReading.ReadBodyType(tool);
        var headers = HeaderReading.Read(tool, _scope, HeaderReading.NoOthers);
        var body = HttpRequestReading.ReadBody(tool, method, bodyType, _scope);
        var auth = HttpAuthReading.Read(tool, _scope);
        return new HttpToolDeclaration
        {
            Name = ReadName(),
            Description = tool.Text("description"),
            Method = method,
            Url = url,
            Pinned = pinned.ToDictionary(pin => pin.Name, pin => pin.Value, StringComparer.Ordinal),
            Headers = headers,
            Body = body,
            BodyType = bodyType,
            Auth = auth,
            Secrets = SecretReading.Read(tool,
            [
                .. url.Paths, .. pinned.Concat(headers).SelectMany(it => it.Value.Paths), .. body?.Paths ?? [],
                .. auth is null ? [] : HttpAuthReading.Paths(auth),
            ]),
        };
    }

    private string ReadName()
    {
        var name = tool.RequiredText("name");
        if (name.Length > 0 && !Name().IsMatch(name))
        {
            tool.Problems.Structural(tool.PathOf("name"),
                $"An http tool's name is 1 to 58 letters, digits and '_', beginning with no digit; found '{name}'");
        }

        return name;
    }

    private UrlTemplate? ReadUrl()
    {
        var text = tool.RequiredText("url");
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            var url = UrlTemplate.Parse(text);
            _scope.Check(url.Paths, tool.PathOf("url"), tool.Problems);
            return url;
        }
        catch (Exception failure) when (failure is FormatException or SyntaxException)
        {
            tool.Problems.Structural(tool.PathOf("url"), failure.Message);
            return null;
        }
    }

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]{0,57}\z")]
    private static partial Regex Name();
}
