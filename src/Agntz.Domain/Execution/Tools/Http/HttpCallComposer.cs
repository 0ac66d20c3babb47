using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Json;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Makes the request of a call out of what is declared, what the caller gave, the state and the secrets.</summary>
internal static class HttpCallComposer
{
    private const string IdempotencyKey = "Idempotency-Key";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    /// <exception cref="ToolException">A value cannot be sent.</exception>
    public static HttpCall Compose(
        HttpToolDeclaration tool, Dictionary<string, string> values, ToolCallContext context, SecretValues secrets,
        int maxLength, TimeSpan timeout)
    {
        var state = secrets.Over(context.State);
        foreach (var (name, value) in tool.Pinned)
        {
            values[name] = value.Render(state);
        }

        var url = tool.Url.Render(values, state);
        var body = tool.Body?.Resolve(state);
        if (body is { } query && tool.BodyType is HttpBodyType.Query && Encode(query) is { Length: > 0 } pairs)
        {
            url += (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + pairs;
        }

        return new HttpCall
        {
            Method = tool.Method,
            Url = Locate(url),
            Headers =
            [
                .. tool.Headers.Select(header => (header.Name, HeaderValue.Of(header.Name, header.Value.Render(state)))),
                (IdempotencyKey, context.IdempotencyKey),
            ],
            Body = body is not { } content || tool.BodyType is HttpBodyType.Query ? null
                : tool.BodyType is HttpBodyType.Form ? Encode(content)
                : content.ValueKind is JsonValueKind.String ? content.GetString()
                : content.GetRawText(),
            ContentType = tool.BodyType is HttpBodyType.Form ? Form : Json,
            Auth = tool.Auth is { } auth ? Authorize(auth, state) : null,
            Hidden = secrets.All,
            MaxLength = maxLength,
            Timeout = timeout,
        };
    }

    private static ClientCredentials Authorize(ClientCredentialsDeclaration auth, AgentState state) => new(
        Locate(auth.TokenUrl.Render(state)), auth.ClientId.Render(state), auth.ClientSecret.Render(state),
        auth.Scope?.Render(state), auth.CredentialsInBody, auth.CacheTtl ?? ClientCredentials.DefaultTtl, auth.RefreshOn);

    // The URL itself may hold a secret, so no message repeats it.
    private static Uri Locate(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var location) && location.Scheme is "http" or "https"
            ? location
            : throw new ToolException("The URL of the tool is none after its placeholders were filled.");

    private static string Encode(JsonElement fields) => string.Join('&', fields.EnumerateObject()
        .Where(field => field.Value.ValueKind is not JsonValueKind.Null)
        .Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(Show(field.Value))}"));

    private static string Show(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()! : JsonText.Compact(value);
}
