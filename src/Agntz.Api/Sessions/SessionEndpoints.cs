using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Lists;
using Agntz.Api.Retention;
using Agntz.Api.Swagger;
using Agntz.Domain.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Sessions;

/// <summary>Shows, lists and imports sessions.</summary>
internal static class SessionEndpoints
{
    public static RouteGroupBuilder MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sessions").WithTags("Sessions").RequireAuthorization().ProducesProblem(401);
        group.MapGet("", ListAsync)
            .ProducesProblem(400)
            .WithSummary("Lists sessions, those that were changed last first.");
        group.MapGet("/{id}", GetAsync)
            .Produces<SessionResponse>()
            .ProducesProblem(404)
            .WithSummary("Shows a session with all its messages.");
        group.MapDelete("/{id}", DeleteAsync)
            .Produces(204)
            .ProducesProblem(404)
            .WithSummary("Deletes a session with its messages, its runs and their traces, for good. Active runs are cancelled.");
        group.MapPost("/import", ImportAsync)
            .Takes<SessionImportRequest>()
            .Produces<SessionImportResponse>()
            .ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Takes in conversations that were held elsewhere: all of them, or none.");
        return group;
    }

    private static async Task<Ok<SessionListPage>> ListAsync(
        string? agentId, string? limit, string? cursor, CurrentOwner owner, ISessionReader sessions,
        CancellationToken cancellationToken)
    {
        var query = new SessionQuery
        {
            AgentId = ListValues.Text("agentId", agentId),
            Limit = ListValues.Limit(limit),
            After = CursorText.ReadSessions(cursor),
        };
        var page = await sessions.ListAsync(owner.Value, query, cancellationToken);
        var next = CursorText.OfSessions(page.Next);
        return TypedResults.Ok(new SessionListPage([.. page.Sessions.Select(SessionListEntry.From)], next, next));
    }

    private static async Task<IResult> GetAsync(
        string id, CurrentOwner owner, ISessionReader sessions, CancellationToken cancellationToken) =>
        Name(id) is { } name && await sessions.OpenAsync(owner.Value, name, cancellationToken) is { } messages
            ? new StreamedJson(SessionResponse.WriteAsync(name, messages))
            : ProblemResult.NotFound("Session not found");

    private static async Task<IResult> DeleteAsync(
        string id, CurrentOwner owner, Deleting deleting, CancellationToken cancellationToken) =>
        Name(id) is { } name
            ? await deleting.SessionAsync(owner.Value, name, cancellationToken)
            : ProblemResult.NotFound("Session not found");

    private static async Task<IResult> ImportAsync(
        HttpRequest request, CurrentOwner owner, ISessionImporter importer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var sessions = SessionImportReader.Read(body);
        var (mayExist, dryRun) = (SessionImportReader.MayExist(body), SessionImportReader.IsDryRun(body));
        return await importer.ImportAsync(owner.Value, sessions, mayExist, dryRun, cancellationToken) switch
        {
            SessionImportOutcome.Exists exists => new ProblemResult(
                Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.Conflict, $"Session \"{exists.Id}\" already exists")
                    with
                { SessionId = exists.Id }),
            SessionImportOutcome.Done done => TypedResults.Ok(Describe(sessions, done, dryRun)),
            var other => throw new InvalidOperationException($"Unknown import outcome {other}."),
        };
    }

    // Everything in a path has been decoded by now but what would have parted it.
    private static string? Name(string id)
    {
        var name = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return SessionName.IsValid(name) ? name : null;
    }

    private static SessionImportResponse Describe(
        IReadOnlyList<SessionImport> sessions, SessionImportOutcome.Done done, bool dryRun)
    {
        var results = sessions.Select(session => new SessionImportResult(
            session.Id, session.AgentId, done.Existing.Contains(session.Id) ? "skip" : "create", session.Messages.Count)).ToList();
        return new SessionImportResponse(
            dryRun, results, results.CountBy(result => result.Action).ToDictionary(it => it.Key, it => it.Value));
    }
}
