using System.Globalization;
using System.Threading.RateLimiting;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Domain.Owners;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Limits;

/// <summary>Keeps one owner from taking the service from the others.</summary>
internal static class RateLimitSetup
{
    private const int SecondsOfBurst = 10;

    public static IServiceCollection AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.SectionName))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RequestOptions>().Bind(configuration.GetSection(RequestOptions.SectionName))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RequestBudget>().AddSingleton<BodyDeadline>().AddSingleton<RequestBodies>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, options) =>
        {
            if (options.Value.RequestsPerSecond is { } perSecond)
            {
                limiter.GlobalLimiter = Limit(perSecond, options.Value.Burst ?? perSecond * SecondsOfBurst);
                limiter.OnRejected = RefuseAsync;
            }
        });
        return services;
    }

    // Who is nobody's guest is let through: it gets its 401, or asks for what is open to all.
    private static PartitionedRateLimiter<HttpContext> Limit(int perSecond, int burst) =>
        PartitionedRateLimiter.Create<HttpContext, long>(context => context.Features.Get<Owner>() is { } owner
            ? RateLimitPartition.GetTokenBucketLimiter(owner.Id, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = perSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            })
            : RateLimitPartition.GetNoLimiter(0L));

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
            ? after
            : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.HttpContext.Response.Headers.RetryAfter = seconds;
        var problem = Problem.Of(StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited,
            $"You have sent more requests than you may. Send the next in {seconds} s.");
        await new ProblemResult(problem).ExecuteAsync(context.HttpContext);
    }
}
