using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using CorsPolicies = Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions;

namespace Agntz.Api.Limits;

/// <summary>
/// Lets the listed web pages in, with every method and header; no other is told that it may read an answer.
/// </summary>
internal static class CorsSetup
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    public static IServiceCollection AddOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CorsOptions>().Bind(configuration.GetSection(CorsOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CorsOptions>, CorsOptionsCheck>().AddCors();
        services.AddOptions<CorsPolicies>()
            .Configure<IOptions<CorsOptions>>((cors, options) => cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. options.Value.AllowedOrigins])
                .WithMethods("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH")
                .AllowAnyHeader()
                .WithExposedHeaders(HeaderNames.Location, HeaderNames.RetryAfter)
                .SetPreflightMaxAge(PreflightAge)));
        return services;
    }
}
