using System.Globalization;
using System.Text.Json;
using Agntz.Domain.Agents.Tools;
using Agntz.Domain.Execution.Templates;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads how an http tool is authorized.</summary>
internal static class HttpAuthReading
{
    private const string ClientCredentials = "oauth2_client_credentials";
    private const string TokenExchange = "token_exchange";

    /// <returns>Null when there is none, or after it has said what is wrong with it.</returns>
    public static HttpAuthDeclaration? Read(Fields tool, Scope scope)
    {
        if (tool.Value("auth", JsonValueKind.Object, "an object") is not { } source)
        {
            return null;
        }

        var auth = new Fields(source, tool.PathOf("auth"), tool.Problems);
        var type = auth.RequiredText("type");
        HttpAuthDeclaration? declaration = type switch
        {
            ClientCredentials => ReadCredentials(auth, scope),
            TokenExchange => TokenExchangeReading.Read(auth, scope),
            _ => null,
        };
        if (type is not (ClientCredentials or TokenExchange))
        {
            auth.Problems.Structural(
                auth.PathOf("type"), $"'type' must be {ClientCredentials} or {TokenExchange}, found '{type}'");
        }

        if (declaration is null)
        {
            return null;
        }

        declaration = declaration with { CacheTtl = ReadTtl(auth), RefreshOn = ReadStatuses(auth) };
        auth.RefuseOthers();
        return declaration;
    }

    /// <summary>The places in it.</summary>
    public static IEnumerable<TemplatePath> Paths(HttpAuthDeclaration auth) => auth switch
    {
        ClientCredentialsDeclaration it => new[] { it.TokenUrl, it.ClientId, it.ClientSecret, it.Scope }
            .OfType<Template>().SelectMany(template => template.Paths),
        TokenExchangeDeclaration it =>
            [.. it.Url.Paths, .. it.Headers.SelectMany(header => header.Value.Paths), .. it.Body?.Paths ?? []],
        _ => [],
    };

    private static ClientCredentialsDeclaration ReadCredentials(Fields auth, Scope scope) => new()
    {
        TokenUrl = Required(auth, "token_url", scope),
        ClientId = Required(auth, "client_id", scope),
        ClientSecret = Required(auth, "client_secret", scope),
        Scope = auth.Text("scope") is { } text ? TemplateReading.ReadTemplate(auth, "scope", text, scope) : null,
        CredentialsInBody = ReadLocation(auth),
    };

    private static Template Required(Fields auth, string name, Scope scope) =>
        TemplateReading.ReadTemplate(auth, name, auth.RequiredText(name), scope);

    private static bool ReadLocation(Fields auth)
    {
        var location = auth.Text("creds_location");
        if (location is not (null or "basic_header" or "body"))
        {
            auth.Problems.Structural(
                auth.PathOf("creds_location"), $"'creds_location' must be basic_header or body, found '{location}'");
        }

        return location is "body";
    }

    private static TimeSpan? ReadTtl(Fields auth) =>
        auth.Whole("cache_ttl", 1) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)) : null;

    private static IReadOnlyList<int> ReadStatuses(Fields auth)
    {
        if (auth.Value("refresh_on", JsonValueKind.Array, "a list of HTTP statuses") is not { } list)
        {
            return [401];
        }

        var statuses = list.EnumerateArray()
            .Select(item => int.TryParse(item.GetRawText(), CultureInfo.InvariantCulture, out var status) ? status : 0).ToList();
        if (statuses.Any(status => status is < 400 or > 599))
        {
            auth.Problems.Structural(auth.PathOf("refresh_on"), "'refresh_on' must be a list of HTTP statuses from 400 to 599");
        }

        return statuses;
    }
}
