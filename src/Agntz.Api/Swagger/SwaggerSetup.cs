using System.Reflection;
using Agntz.Api.Json;
using Microsoft.OpenApi;

namespace Agntz.Api.Swagger;

/// <summary>Describes the API to people: the document and the page to try it on.</summary>
internal static class SwaggerSetup
{
    private const string Bearer = "bearer";

    public static IServiceCollection AddAgntzSwagger(this IServiceCollection services) => services
        .AddEndpointsApiExplorer()
        .AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Agntz.Server",
                Version = "v1",
                Description = "Runs agents and keeps the whole truth about every run.",
            });
            options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                Description = "The API key that the service printed on its first start, or a token of your issuer.",
            });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(Bearer, document)] = [],
            });
            options.OperationFilter<TakesBodyFilter>();
            options.SupportNonNullableReferenceTypes();
            options.MapType<RawJson>(() => new OpenApiSchema { Description = "Any JSON." });
            options.IncludeXmlComments(
                Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetExecutingAssembly().GetName().Name}.xml"));
        });

    public static void UseAgntzSwagger(this WebApplication app)
    {
        app.UseSwagger(options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "Agntz.Server";
            options.SwaggerEndpoint("v1/swagger.json", "Agntz.Server");
            options.EnablePersistAuthorization();
        });
    }
}
