using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Lists;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Traces;

/// <summary>Shows and lists traces, running ones as well.</summary>
internal static class TraceEndpoints
{
    public static RouteGroupBuilder MapTraces(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/traces").WithTags("Traces").RequireAuthorization().ProducesProblem(401);
        group.MapGet("", ListAsync)
            .Produces<TracePage>()
            .ProducesProblem(400)
            .WithSummary("Lists traces, newest first.");
        group.MapGet("/{id}", GetAsync)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Shows a trace with its spans, by the id of its run or by its OpenTelemetry trace id.");
        return group;
    }

    private static async Task<Ok<TracePage>> ListAsync(
        [AsParameters] ListParameters list, CurrentOwner owner, ITraceReader traces,
        CancellationToken cancellationToken)
    {
        var page = await traces.ListAsync(owner.Value, list.ToTraceQuery(), cancellationToken);
        var next = CursorText.OfTraces(page.Next);
        return TypedResults.Ok(new TracePage([.. page.Rows.Select(TraceSummaryResponse.From)], next, next));
    }

    private static async Task<Results<Ok<TraceResponse>, ProblemResult>> GetAsync(
        string id, string? kind, CurrentOwner owner, ITraceReader traces, CancellationToken cancellationToken)
    {
        var wanted = SpanKinds.Read(kind);
        return RunId.TryParse(id, out var traceId)
            && await traces.FindAsync(owner.Value, traceId, wanted, cancellationToken) is { } trace
            ? TypedResults.Ok(new TraceResponse(
                TraceSummaryResponse.From(trace.Summary),
                [.. trace.Spans.Select(span => SpanResponse.From(trace.Summary, span))]))
            : ProblemResult.NotFound("Trace not found");
    }
}
