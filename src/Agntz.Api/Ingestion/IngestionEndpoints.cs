using Agntz.Api.Auth;
using Agntz.Api.Limits;
using Agntz.Api.Swagger;

namespace Agntz.Api.Ingestion;

/// <summary>Takes in spans over OTLP, as every OpenTelemetry SDK sends them.</summary>
internal static class IngestionEndpoints
{
    public static void MapIngestion(this IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/traces", TakeAsync)
        .WithTags("OpenTelemetry")
        .RequireAuthorization()
        .Takes<ExportTraces>()
        .Produces<ExportResult>()
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(429)
        .ProducesProblem(503)
        .WithSummary("Takes in spans of any OpenTelemetry SDK: OTLP over HTTP, in protobuf or JSON, also gzipped.");

    private static async Task<IngestionAnswer> TakeAsync(
        HttpRequest request, CurrentOwner owner, IngestionBudget budget, BodyDeadline deadline, SpanIntake intake,
        CancellationToken cancellationToken)
    {
        var isJson = ExportRequest.IsJson(request);
        using var body = await deadline.ReadAsync(
            token => IngestionBody.ReadAsync(request, budget.Open(owner.Value.Id), token), cancellationToken);
        var spans = ExportRequest.Read(body, isJson);
        return new IngestionAnswer(await intake.TakeAsync(owner.Value, spans, cancellationToken), isJson);
    }
}
