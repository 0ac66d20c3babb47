using Agntz.Domain.Owners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Auth;

/// <summary>Registers the ways in.</summary>
internal static class AuthSetup
{
    private const string ByToken = "Bearer";
    private const string ByJwt = "Jwt";

    public static IServiceCollection AddAgntzAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsCheck>().AddSingleton<KeyOwners>();
        var jwt = configuration.GetSection(AuthOptions.SectionName).Get<AuthOptions>()?.Jwt ?? new JwtOptions();
        Begin(services, jwt)
            .AddPolicyScheme(ByToken, "API key or token", options => options.ForwardDefaultSelector = context =>
                jwt.IsConfigured && !IsApiKey(context) ? ByJwt
                : ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        return services.AddAuthorization();
    }

    private static AuthenticationBuilder Begin(IServiceCollection services, JwtOptions jwt)
    {
        if (jwt.IsConfigured)
        {
            return services.AddAuthentication(ByToken).AddJwtBearer(ByJwt, options => Configure(options, jwt));
        }

        // The full registration would also keep a key ring on the disk, which API keys have no use for.
        services.AddAuthenticationCore(options => options.DefaultScheme = ByToken).AddWebEncoders();
        return new AuthenticationBuilder(services);
    }

    private static bool IsApiKey(HttpContext context) =>
        BearerToken.Read(context.Request)?.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) is true;

    private static void Configure(JwtBearerOptions options, JwtOptions jwt)
    {
        options.Authority = jwt.Authority;
        options.Audience = jwt.Audience;
        options.MapInboundClaims = false;
        options.Events = new JwtBearerEvents { OnTokenValidated = AdmitAsync };
    }

    private static async Task AdmitAsync(TokenValidatedContext context)
    {
        if (context.Principal?.FindFirst("sub")?.Value is not { Length: > 0 } subject
            || context.SecurityToken.Issuer is not { Length: > 0 } issuer)
        {
            context.Fail("The token names no subject or no issuer.");
            return;
        }

        var owners = context.HttpContext.RequestServices.GetRequiredService<IOwnerStore>();
        context.HttpContext.Features.Set(
            await owners.EnsureAsync(issuer, subject, context.HttpContext.RequestAborted));
    }
}
