namespace Agntz.Api.Ingestion;

/// <summary>Registers what takes in spans.</summary>
internal static class IngestionSetup
{
    public static IServiceCollection AddIngestion(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestionOptions>().Bind(configuration.GetSection(IngestionOptions.SectionName))
            .ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IngestionBudget>()
            .AddSingleton<SpanReading>()
            .AddSingleton<SpanIntake>()
            .AddHostedService<TraceSweeper>();
    }
}
