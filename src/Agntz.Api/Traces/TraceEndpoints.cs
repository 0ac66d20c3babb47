using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Lists;
using Agntz.Api.Retention;
using Agntz.Api.Streams;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
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
            .Produces<TraceResponse>()
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Shows a trace with its spans, by the id of its run or by its OpenTelemetry trace id.");
        group.MapGet("/{id}/stream", StreamAsync)
            .ProducesLog()
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Streams a trace as it grows, from any event on; one that has ended as one snapshot.");
        group.MapDelete("/{id}", DeleteAsync)
            .Produces(204)
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Deletes a trace for good. The record and the log of its run stay.");
        return group;
    }

    private const int MaxReads = 5;

    private static async Task<Ok<TracePage>> ListAsync(
        [AsParameters] ListParameters list, CurrentOwner owner, ITraceReader traces,
        CancellationToken cancellationToken)
    {
        var page = await traces.ListAsync(owner.Value, list.ToTraceQuery(), cancellationToken);
        var next = CursorText.OfTraces(page.Next);
        return TypedResults.Ok(new TracePage([.. page.Rows.Select(TraceSummaryResponse.From)], next, next));
    }

    private static async Task<IResult> GetAsync(
        string id, string? kind, CurrentOwner owner, ITraceReader traces, CancellationToken cancellationToken)
    {
        var wanted = SpanKinds.Read(kind);
        for (var tries = 1; ; tries++)
        {
            if (!RunId.TryParse(id, out var traceId)
                || await traces.OpenAsync(owner.Value, traceId, wanted, cancellationToken) is not { } trace)
            {
                return ProblemResult.NotFound("Trace not found");
            }

            try
            {
                return await StreamedJson.BeginAsync(TraceResponse.WriteAsync(trace), cancellationToken);
            }
            catch (SpansGoneException) when (tries < MaxReads)
            {
                // Deleted, or ended with nothing kept, while it was read: read again it is what it is now.
            }
        }
    }

    private static Task<IResult> StreamAsync(string id, CurrentOwner owner, LogStreams streams, HttpContext http) =>
        streams.ServeAsync(http, owner.Value, id, LogKind.Spans);

    private static Task<IResult> DeleteAsync(
        string id, CurrentOwner owner, Deleting deleting, CancellationToken cancellationToken) =>
        deleting.TraceAsync(owner.Value, id, cancellationToken);
}
