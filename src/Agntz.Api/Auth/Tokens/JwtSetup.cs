using System.Text;
using Agntz.Api.Errors;
using Agntz.Domain.Owners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Agntz.Api.Auth.Tokens;

/// <summary>Accepts the tokens of an issuer.</summary>
internal static class JwtSetup
{
    /// <summary>
    /// The scheme of tokens. It has the framework's own name, under which <c>dotnet user-jwts</c> leaves what its
    /// tokens are checked with.
    /// </summary>
    public const string SchemeName = JwtBearerDefaults.AuthenticationScheme;

    private const string DevelopmentTokens = $"Authentication:Schemes:{SchemeName}";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether tokens are accepted: of the configured issuer, or those of <c>dotnet user-jwts</c>.</summary>
    public static bool AcceptsTokens(IConfiguration configuration, JwtOptions jwt) =>
        jwt.IsConfigured || configuration.GetSection(DevelopmentTokens).Exists();

    public static AuthenticationBuilder AddTokens(this AuthenticationBuilder builder, JwtOptions jwt)
    {
        builder.Services.AddSingleton<TokenOwners>();
        return builder.AddJwtBearer(SchemeName, options => Configure(options, jwt));
    }

    private static void Configure(JwtBearerOptions options, JwtOptions jwt)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = AdmitAsync,
            OnAuthenticationFailed = RefuseWithoutIssuerAsync,
        };
        if (!jwt.IsConfigured)
        {
            return;
        }

        options.Audience = jwt.Audience;
        if (jwt.SigningKey is { } key)
        {
            options.TokenValidationParameters.ValidIssuer = jwt.Issuer;
            options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            options.TokenValidationParameters.IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key));
        }
        else
        {
            options.Authority = jwt.Authority;
            options.RequireHttpsMetadata = !jwt.AllowHttp;
            options.BackchannelTimeout = Patience;
        }
    }

    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        var owners = context.HttpContext.RequestServices.GetRequiredService<TokenOwners>();
        var subject = context.Principal?.FindFirst("sub")?.Value;
        var issuer = context.SecurityToken.Issuer;
        if (issuer == Owner.ApiKeyIssuer
            || await owners.FindAsync(issuer, subject, context.HttpContext.RequestAborted) is not { } owner)
        {
            context.Fail("The token names no subject or no issuer that can be an owner's.");
            return;
        }

        context.HttpContext.Features.Set(owner);
    }

    // Without the keys of the issuer no token can be checked: the answer must not be that this one is bad.
    private static async Task RefuseWithoutIssuerAsync(AuthenticationFailedContext context)
    {
        try
        {
            await (context.Options.ConfigurationManager?.GetConfigurationAsync(context.HttpContext.RequestAborted)
                ?? Task.CompletedTask);
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException(Problem.Of(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable,
                "The issuer of tokens cannot be reached to check this one. Try again."));
        }
    }
}
