using Agntz.Api.Auth.Keys;
using Agntz.Api.Auth.Tokens;
using Agntz.Domain.Owners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Auth;

/// <summary>Registers the ways in.</summary>
internal static class AuthSetup
{
    private const string ByKeyOrToken = "KeyOrToken";

    public static IServiceCollection AddAgntzAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>().Bind(configuration.GetSection(AuthOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsCheck>()
            .AddSingleton<KeyUses>()
            .AddSingleton<KeyOwners>()
            .AddHostedService<KeyUseRecorder>();
        var jwt = configuration.GetSection(AuthOptions.SectionName).Get<AuthOptions>()?.Jwt ?? new JwtOptions();
        var acceptsTokens = JwtSetup.AcceptsTokens(configuration, jwt);
        Begin(services, acceptsTokens, jwt)
            .AddPolicyScheme(ByKeyOrToken, "API key or token", options =>
                options.ForwardDefaultSelector = context => acceptsTokens && !IsApiKey(context)
                    ? JwtSetup.SchemeName
                    : ApiKeyAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        return services.AddAuthorization();
    }

    private static AuthenticationBuilder Begin(IServiceCollection services, bool acceptsTokens, JwtOptions jwt)
    {
        if (acceptsTokens)
        {
            return services.AddAuthentication(ByKeyOrToken).AddTokens(jwt);
        }

        // The full registration would also keep a key ring on the disk, which API keys have no use for.
        services.AddAuthenticationCore(options => options.DefaultScheme = ByKeyOrToken).AddWebEncoders();
        return new AuthenticationBuilder(services);
    }

    private static bool IsApiKey(HttpContext context) =>
        BearerToken.Read(context.Request) is { } token && ApiKey.IsOne(token);
}
