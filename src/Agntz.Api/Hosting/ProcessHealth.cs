namespace Agntz.Api.Hosting;

/// <summary>Tells a process that broke from one that was asked to stop.</summary>
internal sealed class ProcessHealth(IServiceProvider services)
{
    /// <summary>
    /// True when one of the host's services has failed, which stops the host. Resolved late: the services themselves ask.
    /// </summary>
    public bool IsBroken => services.GetServices<IHostedService>()
        .Any(service => service is BackgroundService { ExecuteTask.IsFaulted: true });
}
