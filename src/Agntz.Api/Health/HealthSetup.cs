namespace Agntz.Api.Health;

/// <summary>Registers what finds out whether the process can do its work.</summary>
internal static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();
}
