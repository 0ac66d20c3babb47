using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Agntz.Api.Swagger;

/// <summary>Puts what routes read from headers and queries by themselves into the document.</summary>
internal sealed class TakesParameterFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var takes in context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<TakesParameter>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                In = takes.In,
                Name = takes.Name,
                Description = takes.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }
}
