using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Agntz.Testing.Tokens;

/// <summary>An OpenID Connect issuer on loopback: a discovery document, its keys, and tokens signed with them.</summary>
public sealed class TokenIssuer : IAsyncDisposable
{
    /// <summary>Whom its tokens are for, unless a test says otherwise.</summary>
    public const string Audience = "agntz-tests";

    private readonly WebApplication _app;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TokenIssuer(WebApplication app)
    {
        _app = app;
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Url,
            ["jwks_uri"] = $"{Url}/keys",
            ["id_token_signing_alg_values_supported"] = new[] { SecurityAlgorithms.EcdsaSha256 },
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
    }

    /// <summary>Its address, which is its name.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The settings of a service that accepts its tokens.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("Auth:Jwt:Authority", Url), ("Auth:Jwt:Audience", Audience), ("Auth:Jwt:AllowHttp", "true"),
    ];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<TokenIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TokenIssuer(builder.Build());
        await issuer._app.StartAsync();
        return issuer;
    }

    /// <summary>A token about somebody.</summary>
    /// <param name="subject">Whom it is about.</param>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="validFor">For how long it is valid from now on; a negative time has passed.</param>
    public string Token(string subject, string audience = Audience, TimeSpan? validFor = null) =>
        SignedTokens.Make(Url, subject, audience, validFor ?? TimeSpan.FromMinutes(5),
            new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = "1" }, SecurityAlgorithms.EcdsaSha256));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private Dictionary<string, string> PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new Dictionary<string, string>
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["crv"] = "P-256",
            ["kid"] = "1",
            ["x"] = Base64UrlEncoder.Encode(point.X!),
            ["y"] = Base64UrlEncoder.Encode(point.Y!),
        };
    }
}
