using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Agntz.Api.Swagger;

/// <summary>Puts the examples into the document.</summary>
internal sealed class ExampleFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var route = $"{context.ApiDescription.HttpMethod} /{context.ApiDescription.RelativePath?.TrimEnd('/')}";
        if (RouteExamples.Find(route) is not { } example)
        {
            return;
        }

        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (example.Parameters?.GetValueOrDefault(parameter.Name ?? "") is { } value)
            {
                parameter.Example = JsonValue.Create(value);
            }
        }

        SetExample(operation.RequestBody?.Content, example.Request);
        var success = operation.Responses?.FirstOrDefault(it => it.Key[0] == '2').Value;
        SetExample(success?.Content, example.Response);
    }

    private static void SetExample(IDictionary<string, IOpenApiMediaType>? content, JsonNode? example)
    {
        if (example is not null && content?.Values.OfType<OpenApiMediaType>().FirstOrDefault() is { } media)
        {
            media.Example = example.DeepClone();
        }
    }
}
