using System.Text.Json;
using Agntz.Domain.Agents.Tools;

namespace Agntz.Domain.Agents.Reading.Tools;

/// <summary>Reads how a token is fetched, found in the answer and sent.</summary>
internal static class TokenExchangeReading
{
    private const string Query = "query";

    /// <returns>Null after it has said that the request is missing.</returns>
    public static TokenExchangeDeclaration? Read(Fields auth, Scope scope)
    {
        var (place, use) = (ReadPlace(auth), ReadUse(auth));
        if (auth.Value("request", JsonValueKind.Object, "an object") is not { } source)
        {
            auth.Problems.Structural(auth.PathOf("request"), "Missing required object field 'request'");
            return null;
        }

        var request = new Fields(source, auth.PathOf("request"), auth.Problems);
        var method = HttpRequestReading.ReadMethod(request, usual: "POST");
        var bodyType = HttpRequestReading.ReadBodyType(request);
        var declaration = new TokenExchangeDeclaration
        {
            Method = method,
            Url = TemplateReading.ReadTemplate(request, "url", request.RequiredText("url"), scope),
            Headers = HeaderReading.Read(request, scope, HeaderReading.NoOthers),
            Body = HttpRequestReading.ReadBody(request, method, bodyType, scope),
            BodyType = bodyType,
            Place = place,
            Use = use,
        };
        request.RefuseOthers();
        return declaration;
    }

    private static TokenPlace ReadPlace(Fields auth)
    {
        if (auth.Value("extract", JsonValueKind.Object, "an object") is not { } source)
        {
            return new TokenPlace();
        }

        var extract = new Fields(source, auth.PathOf("extract"), auth.Problems);
        var format = extract.Text("response_format");
        if (format is not (null or "json" or "text"))
        {
            extract.Problems.Structural(
                extract.PathOf("response_format"), $"'response_format' must be json or text, found '{format}'");
        }

        var place = new TokenPlace(format is "text",
            ReadPath(extract, "token_path") ?? TokenPlace.DefaultToken,
            ReadPath(extract, "expires_path") ?? TokenPlace.DefaultExpires);
        extract.RefuseOthers();
        return place;
    }

    private static string? ReadPath(Fields extract, string field)
    {
        if (extract.Text(field) is not { } path)
        {
            return null;
        }

        if (TokenPlace.ReadPath(path) is { } read)
        {
            return read;
        }

        extract.Problems.Structural(extract.PathOf(field),
            $"'{field}' must name one place, such as data.token or $.data.token, found '{path}'");
        return null;
    }

    private static TokenUse ReadUse(Fields auth)
    {
        if (auth.Value("apply", JsonValueKind.Object, "an object") is not { } source)
        {
            return TokenUse.Bearer;
        }

        var apply = new Fields(source, auth.PathOf("apply"), auth.Problems);
        var location = apply.Text("location");
        if (location is not (null or "header" or Query))
        {
            apply.Problems.Structural(apply.PathOf("location"), $"'location' must be header or {Query}, found '{location}'");
        }

        var usual = location is Query
            ? new TokenUse(IsQuery: true, TokenPlace.DefaultToken, TokenUse.Placeholder)
            : TokenUse.Bearer;
        var use = usual with { Name = apply.Text("name") ?? usual.Name, Format = apply.Text("format") ?? usual.Format };
        Check(apply, use);
        apply.RefuseOthers();
        return use;
    }

    private static void Check(Fields apply, TokenUse use)
    {
        if (use.IsQuery ? use.Name.Length == 0 : !HeaderReading.IsAllowed(use.Name))
        {
            apply.Problems.Structural(apply.PathOf("name"),
                $"'{use.Name}' is no {(use.IsQuery ? "parameter of a query" : "header a tool can set")}");
        }

        if (!use.Format.Contains(TokenUse.Placeholder, StringComparison.Ordinal) || use.Format.Any(char.IsControl))
        {
            apply.Problems.Structural(apply.PathOf("format"),
                $"'format' must be one line that holds {TokenUse.Placeholder}, found '{use.Format}'");
        }
    }
}
