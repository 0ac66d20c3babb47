using System.Security.Claims;
using System.Text.Encodings.Web;
using Agntz.Domain.Owners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Auth.Keys;

/// <summary>Lets in who presents an API key.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyOwners owners)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Read(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await owners.FindAsync(ApiKey.Of(token), Context.RequestAborted) is not { } owner)
        {
            return AuthenticateResult.Fail("invalid or revoked API key");
        }

        Context.Features.Set(owner);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, owner.Subject)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
