using System.Globalization;
using Agntz.Api.Hosting;
using Agntz.Api.Runs;
using Agntz.Domain.Agents;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Scheduling;
using Agntz.Domain.Ids;
using Agntz.Domain.Sessions;
using Agntz.Domain.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Workers;

/// <summary>Registers the execution of runs.</summary>
internal static class WorkerSetup
{
    public static IServiceCollection AddAgntzWorker(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(WorkerOptions.SectionName);
        services.AddOptions<WorkerOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.SectionName))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsCheck>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(provider => new IdSource(provider.GetRequiredService<TimeProvider>(), Random.Shared))
            .AddSingleton<AgentCatalog>()
            .AddSingleton<PatientReads>()
            .AddSingleton<SessionHistories>()
            .AddSingleton(provider =>
                provider.GetRequiredService<IOptions<LimitOptions>>().Value
                    .ToLimits(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes))
            .AddSingleton<RunScheduler>()
            .AddSingleton<RunExecutor>()
            .AddSingleton<WorkerIdentity>()
            .AddSingleton<ProcessHealth>()
            .AddSingleton(provider => new WorkerLease(
                provider.GetRequiredService<IOptions<WorkerOptions>>().Value.LeaseDuration,
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<WorkerSlots>()
            .AddSingleton<HeldRuns>()
            .AddSingleton<ClaimedRuns>()
            .AddSingleton<RunDispatcher>()
            .AddSingleton<OriginalRuns>()
            .AddSingleton<RunStarter>()
            .AddSingleton<RunCancelling>()
            .AddSingleton<StopTime>()
            .AddSingleton<LeftRuns>()
            .AddHostedService(provider => provider.GetRequiredService<LeftRuns>());

        // Read as text: a value that is none is reported with all else that is wrong, when the host starts.
        var drain = TimeSpan.TryParse(
            section[nameof(WorkerOptions.DrainTimeout)], CultureInfo.InvariantCulture, out var set) && set >= TimeSpan.Zero
                ? set
                : new WorkerOptions().DrainTimeout;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTime.ForServices(drain));
        var isDisabled = bool.TryParse(section[nameof(WorkerOptions.Enabled)], out var enabled) && !enabled;
        return isDisabled
            ? services
            : services.AddHostedService<LeaseRenewer>()
                .AddHostedService(provider => provider.GetRequiredService<RunDispatcher>())
                .AddHostedService<RunReaper>()
                .AddHostedService<CancelWatch>()
                .AddHostedService<Housekeeping>();
    }
}
