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
        group.MapPost("", CreateAsync)
            .Takes<PutAgentRequest>()
            .ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Creates an agent; one that exists is left as it is.");
        group.MapPut("/{id}", PutAsync)
            .Takes<PutAgentRequest>()
            .ProducesProblem(400)
            .WithSummary("Adds a version to an agent and activates it, or creates the agent.");
        group.MapDelete("/{id}", DeleteAsync)
            .ProducesProblem(400).ProducesProblem(404)
            .WithSummary("Deletes an agent; runs that have started go on.");
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
        string id, CurrentOwner owner, AgentDefinitions definitions, CancellationToken cancellationToken) =>
        await definitions.FindActiveAsync(owner.Value, AgentRoutes.CheckId(id), cancellationToken) is { } agent
            ? TypedResults.Ok(agent)
            : AgentRoutes.NoAgent(id);

    private static async Task<Created<AgentResponse>> CreateAsync(
        HttpRequest request, CurrentOwner owner, AgentImporter importer, AgentDefinitions definitions,
        CancellationToken cancellationToken)
    {
        var wanted = PutAgentRequest.Read(await RequestBody.ReadObjectAsync(request, cancellationToken));
        var id = await importer.PutAsync(owner.Value, wanted, null, ImportConflict.Fail, cancellationToken);
        var agent = await definitions.FindActiveAsync(owner.Value, id, cancellationToken);
        return TypedResults.Created($"/agents/{Uri.EscapeDataString(id)}", agent);
    }

    private static async Task<Ok<AgentResponse>> PutAsync(
        string id, HttpRequest request, CurrentOwner owner, AgentImporter importer, AgentDefinitions definitions,
        CancellationToken cancellationToken)
    {
        var wanted = PutAgentRequest.Read(await RequestBody.ReadObjectAsync(request, cancellationToken));
        await importer.PutAsync(
            owner.Value, wanted, AgentRoutes.CheckId(id), ImportConflict.Version, cancellationToken);
        return TypedResults.Ok(await definitions.FindActiveAsync(owner.Value, id, cancellationToken));
    }

    private static async Task<Results<Ok<AgentDeletedResponse>, ProblemResult>> DeleteAsync(
        string id, CurrentOwner owner, IAgentVersionStore agents, CancellationToken cancellationToken) =>
        await agents.DeleteAsync(owner.Value, AgentRoutes.CheckId(id), cancellationToken)
            ? TypedResults.Ok(new AgentDeletedResponse(id, true))
            : AgentRoutes.NoAgent(id);

    private static async Task<Ok<ImportResponse>> ImportAsync(
        HttpRequest request, CurrentOwner owner, AgentImporter importer, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        return TypedResults.Ok(
            await importer.ImportAsync(owner.Value, ImportRequestReader.Read(body), cancellationToken));
    }
}
