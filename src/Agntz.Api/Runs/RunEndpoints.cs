using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Lists;
using Agntz.Api.Retention;
using Agntz.Api.Streams;
using Agntz.Api.Swagger;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Runs;

/// <summary>Starts, waits for, shows and lists runs.</summary>
internal static class RunEndpoints
{
    public static RouteGroupBuilder MapRuns(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Runs").RequireAuthorization().ProducesProblem(401);
        group.MapPost("/run", RunAsync)
            .Takes<RunRequest>()
            .TakesHeader(IdempotencyHeader.Name, IdempotencyHeader.Description)
            .Produces<RunResultResponse>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(500).ProducesProblem(503)
            .WithSummary("Runs an agent and answers with its result. Sent again with its Idempotency-Key: the same run.");
        group.MapPost("/run/stream", RunStreamAsync)
            .Takes<RunRequest>()
            .TakesHeader(IdempotencyHeader.Name, IdempotencyHeader.Description)
            .ProducesStream()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
            .WithSummary("Runs an agent and streams what it says, to its result.");
        group.MapPost("/runs", CreateAsync)
            .Takes<RunRequest>()
            .TakesHeader(IdempotencyHeader.Name, IdempotencyHeader.Description)
            .Produces<RunResponse>(201)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
            .WithSummary("Starts a run and answers at once, when it is durable. Sent again with its Idempotency-Key: the same run.");
        group.MapGet("/runs", ListAsync)
            .Produces<RunPage>()
            .ProducesProblem(400)
            .WithSummary("Lists runs, newest first.");
        group.MapGet("/runs/{id}", GetAsync)
            .ProducesProblem(404)
            .WithSummary("Shows a run with its input and result.");
        group.MapGet("/runs/{id}/stream", StreamAsync)
            .ProducesLog()
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Streams the log of a run, from any event on, while it runs or at any later time.");
        group.MapPost("/runs/{id}/cancel", CancelAsync)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503)
            .WithSummary("Cancels a run; mode=abort breaks off its calls in flight as well.");
        group.MapDelete("/runs/{id}", DeleteAsync)
            .Produces(204)
            .ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Deletes a run that has ended, with its log and its trace, for good.");
        return group;
    }

    private static async Task<IResult> RunAsync(
        HttpContext http, CurrentOwner owner, RunStarter starter, AttachedRuns attached,
        CancellationToken cancellationToken)
    {
        var wanted = await RunRequestReader.ReadAsync(http.Request, cancellationToken);
        using var started = await starter.StartAttachedAsync(
            owner.Value, wanted, AttachedRuns.Leaving(http), cancellationToken);
        RequestBodies.Release(http);
        return await attached.WaitAsync(http, owner.Value, started);
    }

    private static async Task RunStreamAsync(
        HttpContext http, CurrentOwner owner, RunStarter starter, AttachedRuns attached,
        CancellationToken cancellationToken)
    {
        StreamCursor.Refuse(http.Request);
        var wanted = await RunRequestReader.ReadAsync(http.Request, cancellationToken);
        using var started = await starter.StartAttachedAsync(
            owner.Value, wanted, AttachedRuns.Leaving(http), cancellationToken);
        RequestBodies.Release(http);
        await attached.StreamAsync(http, owner.Value, started);
    }

    private static async Task<Created<RunResponse>> CreateAsync(
        HttpRequest request, CurrentOwner owner, RunStarter starter, CancellationToken cancellationToken)
    {
        var wanted = await RunRequestReader.ReadAsync(request, cancellationToken);
        var run = await starter.StartAsync(owner.Value, wanted, cancellationToken);
        return TypedResults.Created($"/runs/{run.Id}", RunResponse.From(run));
    }

    private static async Task<Ok<RunPage>> ListAsync(
        [AsParameters] ListParameters list, string? rootsOnly, CurrentOwner owner, IRunReader runs,
        CancellationToken cancellationToken)
    {
        // Every run is a root, so the filter changes nothing; clients send it all the same.
        _ = rootsOnly;
        if (list.MatchesNoRun)
        {
            return TypedResults.Ok(new RunPage([], null, null));
        }

        var page = await runs.ListAsync(owner.Value, list.ToRunQuery(), cancellationToken);
        var next = CursorText.OfRuns(page.Next);
        return TypedResults.Ok(new RunPage([.. page.Rows.Select(RunResponse.From)], next, next));
    }

    private static async Task<Results<Ok<RunResponse>, ProblemResult>> GetAsync(
        string id, CurrentOwner owner, IRunReader runs, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var runId) && await runs.FindAsync(owner.Value, runId, cancellationToken) is { } run
            ? TypedResults.Ok(RunResponse.From(run))
            : ProblemResult.NotFound("Run not found");

    private static Task<IResult> StreamAsync(string id, CurrentOwner owner, LogStreams streams, HttpContext http) =>
        streams.ServeAsync(http, owner.Value, id, LogKind.Events);

    private static async Task<Results<Ok<RunResponse>, ProblemResult>> CancelAsync(
        string id, string? mode, CurrentOwner owner, RunCancelling cancelling, CancellationToken cancellationToken)
    {
        if (!CancelModeNames.TryParse(mode ?? CancelMode.Finish.ToName(), out var wanted))
        {
            return ProblemResult.BadRequest($"mode must be 'finish' or 'abort', found '{mode}'.");
        }

        return RunId.TryParse(id, out var runId)
            && await cancelling.CancelAsync(owner.Value, runId, wanted, cancellationToken) is { } run
                ? TypedResults.Ok(RunResponse.From(run))
                : ProblemResult.NotFound("Run not found");
    }

    private static Task<IResult> DeleteAsync(
        string id, CurrentOwner owner, Deleting deleting, CancellationToken cancellationToken) =>
        deleting.RunAsync(owner.Value, id, cancellationToken);
}
