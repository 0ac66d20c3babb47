using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads what requests have in common, whoever declares them.</summary>
internal static class HttpRequestReading
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static string ReadMethod(Fields request, string usual)
    {
        var method = request.Text("method")?.ToUpperInvariant() ?? usual;
        if (!Methods.Contains(method))
        {
            request.Problems.Structural(
                request.PathOf("method"), $"'method' must be one of {string.Join(", ", Methods)}, found '{method}'");
        }

        return method;
    }

    public static HttpBodyType ReadBodyType(Fields request)
    {
        switch (request.Text("body_type"))
        {
            case null or "json":
                return HttpBodyType.Json;
            case "form":
                return HttpBodyType.Form;
            case "query":
                return HttpBodyType.Query;
            case var other:
                request.Problems.Structural(
                    request.PathOf("body_type"), $"'body_type' must be one of json, form, query, found '{other}'");
                return HttpBodyType.Json;
        }
    }

    /// <returns>Null when there is none, or after it has said what is wrong with it.</returns>
    public static Mapping? ReadBody(Fields request, string method, HttpBodyType type, Scope scope)
    {
        if (request.Value("body") is not { } source)
        {
            return null;
        }

        if (type is not HttpBodyType.Json && source.ValueKind is not JsonValueKind.Object)
        {
            request.Problems.Structural(request.PathOf("body"), "A body that is sent as form or query must be an object");
            return null;
        }

        if (type is not HttpBodyType.Query && method is "GET")
        {
            request.Problems.Structural(
                request.PathOf("body"), "A GET request has no body; use 'body_type: query' or another method");
            return null;
        }

        return TemplateReading.ReadMapping(request, "body", source, scope);
    }
}
