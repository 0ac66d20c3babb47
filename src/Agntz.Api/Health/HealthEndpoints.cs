using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Health;

/// <summary>Says whether the service answers, and whether it can do its work. Needs no key.</summary>
internal static class HealthEndpoints
{
    private static readonly HealthResponse Healthy = new("ok", "agntz-worker");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        group.MapGet("", Get).WithSummary("Says that the service answers.");
        group.MapGet("/ready", GetReadyAsync)
            .Produces<ReadinessResponse>()
            .Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Says whether this process should be sent requests: its database answers, its worker lives.");
    }

    private static Ok<HealthResponse> Get() => TypedResults.Ok(Healthy);

    private static async Task<JsonHttpResult<ReadinessResponse>> GetReadyAsync(
        Readiness readiness, CancellationToken cancellationToken)
    {
        var found = await readiness.LookAsync(cancellationToken);
        return TypedResults.Json(found, statusCode: Readiness.IsReady(found)
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable);
    }
}
