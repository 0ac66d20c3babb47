using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Swagger;
using Agntz.Domain.Owners;
using Agntz.Domain.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Auth.Keys;

/// <summary>Makes, lists and revokes the keys that let an owner in.</summary>
internal static class ApiKeyEndpoints
{
    public static RouteGroupBuilder MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api-keys").WithTags("API keys").RequireAuthorization().ProducesProblem(401);
        group.MapPost("", CreateAsync)
            .Takes<ApiKeyRequest>()
            .ProducesProblem(400)
            .WithSummary("Makes an API key for yourself and shows it, this once.");
        group.MapGet("", ListAsync).WithSummary("Lists your API keys that were not revoked, the newest first.");
        group.MapDelete("/{id}", RevokeAsync)
            .ProducesProblem(404)
            .WithSummary("Revokes an API key for ever: at once here, within five seconds on every replica.");
        return group;
    }

    private static async Task<Created<ApiKeyResponse>> CreateAsync(
        HttpRequest request, CurrentOwner owner, IApiKeyStore keys, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var (name, expiresAt) = ApiKeyRequestReader.Read(body, clock.GetInstant());
        var key = ApiKey.Create();
        var kept = await keys.AddAsync(owner.Value, key, name, expiresAt, cancellationToken)
            ?? throw new InvalidOperationException("A key of 24 random bytes was made twice.");
        return TypedResults.Created($"/api-keys/{kept.Id}", ApiKeyResponse.From(kept) with { Key = key.Value });
    }

    private static async Task<Ok<IReadOnlyList<ApiKeyResponse>>> ListAsync(
        CurrentOwner owner, IApiKeyStore keys, CancellationToken cancellationToken)
    {
        var kept = await keys.ListAsync(owner.Value, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ApiKeyResponse>>([.. kept.Select(ApiKeyResponse.From)]);
    }

    private static async Task<Results<NoContent, ProblemResult>> RevokeAsync(
        string id, CurrentOwner owner, IApiKeyStore keys, KeyOwners known, CancellationToken cancellationToken)
    {
        if (!ApiKeyId.TryParse(id, out var key) || !await keys.RevokeAsync(owner.Value, key, cancellationToken))
        {
            return ProblemResult.NotFound($"API key \"{id}\" not found");
        }

        known.Forget(key);
        return TypedResults.NoContent();
    }
}
