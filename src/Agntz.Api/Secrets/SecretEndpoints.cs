using System.Text.Json;
using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Swagger;
using Agntz.Domain.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Secrets;

/// <summary>Takes secrets, and shows that they are there.</summary>
internal static class SecretEndpoints
{
    public static RouteGroupBuilder MapSecrets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/secrets").WithTags("Secrets").RequireAuthorization().ProducesProblem(401);
        group.MapGet("", ListAsync).WithSummary("Lists the names of secrets, never their values.");
        group.MapPut("/{name}", SetAsync)
            .Takes<SecretRequest>()
            .ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Keeps a secret for tools to use as {{secrets.NAME}}; its value cannot be read again.");
        group.MapDelete("/{name}", DeleteAsync).ProducesProblem(404).WithSummary("Forgets a secret.");
        return group;
    }

    private static async Task<Ok<IReadOnlyList<SecretResponse>>> ListAsync(
        CurrentOwner owner, ISecretStore secrets, CancellationToken cancellationToken)
    {
        var kept = await secrets.ListAsync(owner.Value, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SecretResponse>>([.. kept.Select(SecretResponse.From)]);
    }

    private static async Task<Results<NoContent, ProblemResult>> SetAsync(
        string name, HttpRequest request, CurrentOwner owner, SecretVault vault, ISecretCipher cipher,
        CancellationToken cancellationToken)
    {
        if (cipher.Refusal is { } refusal)
        {
            return new ProblemResult(Problem.Of(
                StatusCodes.Status409Conflict, ErrorCodes.SecretsUnavailable, refusal));
        }

        if (!SecretName.IsValid(name))
        {
            return ProblemResult.BadRequest($"A secret's name is {SecretName.Expected}; found '{name}'.");
        }

        var value = ReadValue(await RequestBody.ReadObjectAsync(request, cancellationToken));
        await vault.SetAsync(owner.Value, name, value, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        string name, CurrentOwner owner, ISecretStore secrets, CancellationToken cancellationToken) =>
        await secrets.DeleteAsync(owner.Value, name, cancellationToken)
            ? TypedResults.NoContent()
            : ProblemResult.NotFound($"Secret \"{name}\" not found");

    // What was half a character has become U+FFFD: a secret that is not what was sent would be of no use.
    private static string ReadValue(JsonElement body) =>
        RequestBody.FindText(body, "value") is { Length: > 0 and <= SecretVault.MaxLength } value
        && !value.Contains('\uFFFD', StringComparison.Ordinal)
            ? value
            : throw RefusedException.BadRequest(
                $"Body must be {{\"value\": \"…\"}} with 1 to {SecretVault.MaxLength} characters.");
}
