using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Health;

/// <summary>Says whether the service answers.</summary>
internal static class HealthEndpoints
{
    private static readonly HealthResponse Healthy = new("ok", "agntz-worker");

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", Get)
            .WithTags("Health")
            .WithSummary("Says that the service answers. Needs no key.")
            .AllowAnonymous()
            .DisableRateLimiting();

    private static Ok<HealthResponse> Get() => TypedResults.Ok(Healthy);
}
