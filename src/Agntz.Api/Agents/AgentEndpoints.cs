using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Swagger;
using Agntz.Domain.Agents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Agents;

/// <summary>Imports, lists and shows agents.</summary>
internal static class AgentEndpoints
{
    public static RouteGroupBuilder MapAgents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/agents").WithTags("Agents").RequireAuthorization().ProducesProblem(401);
        group.MapGet("", ListAsync).WithSummary("Lists agents by name.");
        group.MapGet("/{id}", GetAsync)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Shows the active version of an agent.");
        group.MapPost("/import", ImportAsync)
            .Takes<ImportRequest>()
            .ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Imports agents from YAML: all of them, or none.");
        return group;
    }

    private static async Task<Ok<IReadOnlyList<AgentListEntry>>> ListAsync(
        CurrentOwner owner, IAgentStore agents, CancellationToken cancellationToken)
    {
        var versions = await agents.ListAsync(owner.Value, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AgentListEntry>>(
            [.. versions.Select(version => new AgentListEntry(version.AgentId, version.Name, version.Description))]);
    }

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> GetAsync(
        string id, CurrentOwner owner, IAgentStore agents, AgentCatalog catalog, CancellationToken cancellationToken)
    {
        if (id.Contains('@'))
        {
            return ProblemResult.BadRequest("Agent CRUD ids must not include a version suffix");
        }

        return await agents.FindActiveAsync(owner.Value, id, cancellationToken) is { } active
            && await agents.FindAsync(owner.Value, id, active, cancellationToken) is { } version
            && await catalog.FindAsync(owner.Value, id, active, cancellationToken) is { } agent
            ? TypedResults.Ok(AgentResponse.From(version, agent))
            : ProblemResult.NotFound($"Agent \"{id}\" not found");
    }

    private static async Task<Ok<ImportResponse>> ImportAsync(
        HttpRequest request, CurrentOwner owner, AgentImporter importer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return TypedResults.Ok(
            await importer.ImportAsync(owner.Value, ImportRequestReader.Read(body), cancellationToken));
    }
}
