using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Telemetry.Prometheus;

/// <summary>
/// Shows the metrics of this process to a Prometheus. They are of all owners, so they are for whoever runs the service:
/// the owner <c>local</c>.
/// </summary>
internal static class PrometheusEndpoint
{
    /// <summary>Maps the route where it is wanted.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<MetricCollection>() is not null)
        {
            routes.MapGet("/metrics", Get)
                .WithTags("Health").RequireAuthorization().ProducesProblem(401).ProducesProblem(404)
                .Produces<string>(200, "text/plain")
                .WithSummary("Shows the metrics of this process as Prometheus reads them.");
        }
    }

    private static Results<ContentHttpResult, ProblemResult> Get(CurrentOwner owner, MetricCollection metrics) =>
        owner.Value.IsLocal
            ? TypedResults.Content(metrics.Write(), MetricText.MediaType)
            : ProblemResult.NotFound("Not found");
}
