using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Swagger;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.References;
using Agntz.Domain.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Agents;

/// <summary>Shows the versions of agents, and says which is active and which an alias names.</summary>
internal static class AgentVersionEndpoints
{
    public static RouteGroupBuilder MapAgentVersions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/agents/{id}").WithTags("Agents").RequireAuthorization()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        group.MapGet("/versions", ListAsync).WithSummary("Lists the versions of an agent, the newest first.");
        group.MapGet("/versions/{createdAt}", GetAsync).WithSummary("Shows a version of an agent.");
        group.MapPost("/versions/{createdAt}/activate", ActivateAsync)
            .WithSummary("Makes a version the active one; runs that have started keep theirs.");
        group.MapPut("/aliases/{alias}", SetAliasAsync)
            .Takes<AliasRequest>()
            .WithSummary("Makes an alias name a version, so that runs can ask for id@alias.");
        group.MapDelete("/aliases/{alias}", RemoveAliasAsync).WithSummary("Takes an alias away.");
        return group;
    }

    private static async Task<Results<Ok<IReadOnlyList<AgentVersionResponse>>, ProblemResult>> ListAsync(
        string id, CurrentOwner owner, IAgentVersionStore versions, CancellationToken cancellationToken)
    {
        var entries = await versions.ListVersionsAsync(owner.Value, AgentRoutes.CheckId(id), cancellationToken);
        return entries.Count == 0
            ? AgentRoutes.NoAgent(id)
            : TypedResults.Ok<IReadOnlyList<AgentVersionResponse>>([.. entries.Select(AgentVersionResponse.From)]);
    }

    private static async Task<Results<Ok<AgentResponse>, ProblemResult>> GetAsync(
        string id, string createdAt, CurrentOwner owner, AgentDefinitions definitions, CancellationToken cancellationToken)
    {
        var exactly = new VersionChoice.Exactly(AgentRoutes.ReadVersion(createdAt));
        var reference = new AgentReference(AgentRoutes.CheckId(id), exactly, createdAt);
        return await definitions.FindAsync(owner.Value, reference, cancellationToken) is { } definition
            ? TypedResults.Ok(definition)
            : AgentRoutes.NoVersion(id, createdAt);
    }

    private static async Task<Results<Ok<ActivationResponse>, ProblemResult>> ActivateAsync(
        string id, string createdAt, CurrentOwner owner, IAgentVersionStore versions, CancellationToken cancellationToken)
    {
        var version = AgentRoutes.ReadVersion(createdAt);
        return await versions.ActivateAsync(owner.Value, AgentRoutes.CheckId(id), version, cancellationToken) is { } since
            ? TypedResults.Ok(new ActivationResponse(id, version.ToIso(), since.ToIso()))
            : AgentRoutes.NoVersion(id, createdAt);
    }

    private static async Task<Results<Ok<AliasResponse>, ProblemResult>> SetAliasAsync(
        string id, string alias, HttpRequest request, CurrentOwner owner, IAgentVersionStore versions,
        CancellationToken cancellationToken)
    {
        if (!AgentAlias.IsValid(alias))
        {
            return ProblemResult.BadRequest($"'{alias}' cannot be an alias. Expected {AgentAlias.Expected}.");
        }

        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var createdAt = RequestBody.FindText(body, "createdAt")
            ?? throw RefusedException.BadRequest("Missing required field: createdAt (string), the version to name.");
        var version = AgentRoutes.ReadVersion(createdAt);
        return await versions.SetAliasAsync(
            owner.Value, AgentRoutes.CheckId(id), alias, version, cancellationToken)
            ? TypedResults.Ok(new AliasResponse(id, alias, version.ToIso()))
            : AgentRoutes.NoVersion(id, createdAt);
    }

    private static async Task<Results<Ok<AliasRemovedResponse>, ProblemResult>> RemoveAliasAsync(
        string id, string alias, CurrentOwner owner, IAgentVersionStore versions, CancellationToken cancellationToken) =>
        await versions.RemoveAliasAsync(owner.Value, AgentRoutes.CheckId(id), alias, cancellationToken)
            ? TypedResults.Ok(new AliasRemovedResponse(id, alias, true))
            : ProblemResult.NotFound($"Agent \"{id}\" has no alias '{alias}'");
}
