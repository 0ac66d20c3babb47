using Agntz.Api.Auth;
using Agntz.Api.Errors;
using Agntz.Api.Json;
using Agntz.Api.Swagger;
using Agntz.Domain.Agents;
using Agntz.Domain.Agents.Checking;
using Agntz.Domain.Json;
using Agntz.Domain.Yaml;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agntz.Api.Agents;

/// <summary>Looks at a manifest without keeping it.</summary>
internal static class ValidateEndpoint
{
    private const string Structural = "structural";

    public static RouteHandlerBuilder MapValidate(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/validate", ValidateAsync).WithTags("Agents").RequireAuthorization()
            .Takes<ValidateRequest>()
            .ProducesProblem(400).ProducesProblem(401)
            .WithSummary("Says what is wrong with a manifest, and keeps nothing.");

    private static async Task<Ok<ValidateResponse>> ValidateAsync(
        HttpRequest request, CurrentOwner owner, ManifestCheck check, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadObjectAsync(request, cancellationToken);
        var yaml = RequestBody.FindText(body, "manifest")
            ?? throw RefusedException.BadRequest("Missing required field: manifest (string)");
        var reading = (await check.CheckAsync(owner.Value, [ManifestReader.Read(yaml)], cancellationToken))[0];
        var isSound = reading.Errors.All(error => error.Level is not Structural);
        return TypedResults.Ok(new ValidateResponse(
            reading.Errors.Count == 0,
            ImportError.From(reading),
            ImportWarning.From(reading),
            isSound ? new RawJson(JsonText.Compact(YamlJson.Parse(yaml))) : null));
    }
}
