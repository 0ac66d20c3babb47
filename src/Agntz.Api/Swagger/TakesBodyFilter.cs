using System.Net.Mime;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Agntz.Api.Swagger;

/// <summary>Puts the bodies routes take into the document.</summary>
internal sealed class TakesBodyFilter : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<TakesBody>().FirstOrDefault() is not { } takes)
        {
            return;
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                [MediaTypeNames.Application.Json] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(takes.Type, context.SchemaRepository),
                },
            },
        };
    }
}
