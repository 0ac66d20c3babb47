using System.Reflection;
using Agntz.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Agntz.Api.Swagger;

/// <summary>Describes the API to people: the document and the page to try it on.</summary>
internal static class SwaggerSetup
{
    private const string ApiKey = "apiKey";
    private const string Token = "token";

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
            AddWayIn(options, ApiKey, "ar_live_…", "An API key: that of the first start, or one of POST /api-keys.");
            AddWayIn(options, Token, "JWT", "A JSON Web Token of the issuer the service is configured with.");
            options.OperationFilter<TakesBodyFilter>();
            options.OperationFilter<TakesParameterFilter>();
            options.OperationFilter<ProblemFilter>();
            options.OperationFilter<ExampleFilter>();
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

    // One requirement for each: either will do.
    private static void AddWayIn(SwaggerGenOptions options, string name, string format, string description)
    {
        options.AddSecurityDefinition(name, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = format,
            Description = description,
        });
        options.AddSecurityRequirement(document => new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(name, document)] = [],
        });
    }
}
