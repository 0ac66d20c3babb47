namespace Agntz.Api.Retention;

/// <summary>Registers what deletes and erases.</summary>
internal static class RetentionSetup
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<Deleting>()
        .AddHostedService<RetentionSweeper>();
}
