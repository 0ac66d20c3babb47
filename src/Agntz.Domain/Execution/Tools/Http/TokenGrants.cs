using System.Text;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Makes the grant of a call out of what is declared, the state and the secrets.</summary>
internal static class TokenGrants
{
    private const string Authorization = "Authorization";

    /// <exception cref="ToolException">A value cannot be sent.</exception>
    public static TokenGrant Of(HttpAuthDeclaration declaration, AgentState state) => declaration switch
    {
        ClientCredentialsDeclaration credentials => Of(credentials, state),
        TokenExchangeDeclaration exchange => Of(exchange, state),
        _ => throw new ArgumentOutOfRangeException(nameof(declaration), declaration, "Not a way to a token."),
    };

    private static TokenGrant Of(ClientCredentialsDeclaration credentials, AgentState state)
    {
        var (id, secret) = (credentials.ClientId.Render(state), credentials.ClientSecret.Render(state));
        var scope = credentials.Scope?.Render(state);
        (string, string)[] fields =
        [
            ("grant_type", "client_credentials"),
            .. scope is null ? [] : new[] { ("scope", scope) },
            .. credentials.CredentialsInBody ? [("client_id", id), ("client_secret", secret)] : Array.Empty<(string, string)>(),
        ];
        return new TokenGrant
        {
            Method = "POST",
            Url = HttpUrl.Of(credentials.TokenUrl.Render(state)),
            Headers = [("Accept", HttpBody.Json), .. credentials.CredentialsInBody ? [] : new[] { (Authorization, Basic(id, secret)) }],
            Body = HttpBody.Encode(fields),
            ContentType = HttpBody.Form,
            Place = new TokenPlace(),
            Use = TokenUse.Bearer,
            CacheTtl = credentials.CacheTtl ?? TokenGrant.DefaultTtl,
            RefreshOn = credentials.RefreshOn,
        };
    }

    private static TokenGrant Of(TokenExchangeDeclaration exchange, AgentState state)
    {
        var body = HttpBody.Of(exchange.Body, exchange.BodyType, state);
        return new TokenGrant
        {
            Method = exchange.Method,
            Url = HttpUrl.Of(HttpUrl.WithQuery(exchange.Url.Render(state), body.Query)),
            Headers = HttpHeaders.Of(exchange.Headers, state),
            Body = body.Text,
            ContentType = body.ContentType,
            Place = exchange.Place,
            Use = exchange.Use,
            CacheTtl = exchange.CacheTtl ?? TokenGrant.DefaultTtl,
            RefreshOn = exchange.RefreshOn,
        };
    }

    private static string Basic(string id, string secret) => "Basic " + Convert.ToBase64String(
        Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
}
