using System.Globalization;
using System.Net.Mime;
using Agntz.Api.Errors;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Agntz.Api.Swagger;

/// <summary>
/// Puts into the document what every route of a kind can answer with beside its own, and the form all refusals have.
/// </summary>
internal sealed class ProblemFilter : IOperationFilter
{
    private static readonly int[] OfAll = [500];
    private static readonly int[] OfOwned = [401, 429, 503];
    private static readonly int[] OfBodies = [400, 413, 415];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var statuses = OfAll
            .Concat(isOpen ? [] : OfOwned)
            .Concat(metadata.OfType<TakesBody>().Any() ? OfBodies : []);
        var responses = operation.Responses ??= [];
        foreach (var status in statuses)
        {
            responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
            });
        }

        var schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        foreach (var refusal in responses.Where(it => IsRefusal(it.Key, it.Value)).Select(it => (OpenApiResponse)it.Value))
        {
            refusal.Content = new Dictionary<string, IOpenApiMediaType>
            {
                [MediaTypeNames.Application.ProblemJson] = new OpenApiMediaType { Schema = schema },
            };
        }

        operation.Responses = Sorted(responses);
        if (isOpen)
        {
            operation.Security = [];
        }
    }

    private static bool IsRefusal(string status, IOpenApiResponse response) =>
        status[0] is '4' or '5'
        && response.Content?.ContainsKey(MediaTypeNames.Application.Json) is not true;

    private static OpenApiResponses Sorted(OpenApiResponses responses)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in responses.OrderBy(it => it.Key, StringComparer.Ordinal))
        {
            sorted.Add(status, response);
        }

        return sorted;
    }
}
