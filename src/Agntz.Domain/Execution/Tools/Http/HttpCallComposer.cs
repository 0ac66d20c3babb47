using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Secrets;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Makes the request of a call out of what is declared, what the caller gave, the state and the secrets.</summary>
internal static class HttpCallComposer
{
    private const string IdempotencyKey = "Idempotency-Key";

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
        var body = HttpBody.Of(tool.Body, tool.BodyType, state);
        return new HttpCall
        {
            Method = tool.Method,
            Url = HttpUrl.Of(HttpUrl.WithQuery(url, body.Query)),
            Headers = [.. HttpHeaders.Of(tool.Headers, state), (IdempotencyKey, context.IdempotencyKey)],
            Body = body.Text,
            ContentType = body.ContentType,
            Auth = tool.Auth is { } auth ? TokenGrants.Of(auth, state) : null,
            Hidden = secrets.All,
            MaxLength = maxLength,
            Timeout = timeout,
        };
    }
}
