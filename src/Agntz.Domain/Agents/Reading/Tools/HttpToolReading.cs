using System.Text.Json;
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
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly HashSet<string> NoOthers = [];

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
        var method = ReadMethod();
        var bodyType = ReadBodyType();
        var headers = HeaderReading.Read(tool, _scope, NoOthers);
        var body = ReadBody(method, bodyType);
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

    private string ReadMethod()
    {
        var method = tool.Text("method")?.ToUpperInvariant() ?? Methods[0];
        if (!Methods.Contains(method))
        {
            tool.Problems.Structural(tool.PathOf("method"), $"'method' must be one of {string.Join(", ", Methods)}, found '{method}'");
        }

        return method;
    }

    private HttpBodyType ReadBodyType()
    {
        switch (tool.Text("body_type"))
        {
            case null or "json":
                return HttpBodyType.Json;
            case "form":
                return HttpBodyType.Form;
            case "query":
                return HttpBodyType.Query;
            case var other:
                tool.Problems.Structural(
                    tool.PathOf("body_type"), $"'body_type' must be one of json, form, query, found '{other}'");
                return HttpBodyType.Json;
        }
    }

    private Mapping? ReadBody(string method, HttpBodyType type)
    {
        if (tool.Value("body") is not { } source)
        {
            return null;
        }

        if (type is not HttpBodyType.Json && source.ValueKind is not JsonValueKind.Object)
        {
            tool.Problems.Structural(tool.PathOf("body"), "A body that is sent as form or query must be an object");
            return null;
        }

        if (type is not HttpBodyType.Query && method is "GET")
        {
            tool.Problems.Structural(tool.PathOf("body"), "A GET request has no body; use 'body_type: query' or another method");
            return null;
        }

        return TemplateReading.ReadMapping(tool, "body", source, _scope);
    }

    [GeneratedRegex(@"\A[a-zA-Z_][a-zA-Z0-9_]{0,57}\z")]
    private static partial Regex Name();
}
