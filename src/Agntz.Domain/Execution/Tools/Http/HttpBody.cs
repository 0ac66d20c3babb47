using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Templates;
using Agntz.Domain.Json;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>What a request sends.</summary>
/// <param name="Text">The body; null for none.</param>
/// <param name="ContentType">What the body is, where no header says.</param>
/// <param name="Query">What goes into the URL instead; null for nothing.</param>
internal readonly record struct HttpBody(string? Text, string ContentType, string? Query)
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    /// <summary>Of what is declared, as it is to be sent.</summary>
    public static HttpBody Of(Mapping? declared, HttpBodyType type, AgentState state)
    {
        if (declared?.Resolve(state) is not { } body)
        {
            return new HttpBody(null, Json, null);
        }

        return type switch
        {
            HttpBodyType.Query => new HttpBody(null, Json, Encode(body)),
            HttpBodyType.Form => new HttpBody(Encode(body), Form, null),
            _ => new HttpBody(body.ValueKind is JsonValueKind.String ? body.GetString() : body.GetRawText(), Json, null),
        };
    }

    /// <summary>Fields as a form or a query has them.</summary>
    public static string Encode(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields
        .Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));

    private static string Encode(JsonElement fields) => Encode(fields.EnumerateObject()
        .Where(field => field.Value.ValueKind is not JsonValueKind.Null)
        .Select(field => (field.Name, Show(field.Value))));

    private static string Show(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : JsonText.Compact(value);
}
