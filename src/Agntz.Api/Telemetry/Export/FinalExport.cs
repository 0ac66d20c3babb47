using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Agntz.Api.Telemetry.Export;

/// <summary>
/// Sends what was not sent yet when everything has stopped, and does not wait long: a collector that does not answer must
/// not make a process that is told to stop look stuck.
/// </summary>
internal sealed class FinalExport(IEnumerable<MeterProvider> metrics, IEnumerable<TracerProvider> traces)
    : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The SDK waits by blocking.
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. metrics.Select(provider => Task.Run(() => provider.Shutdown(Milliseconds), CancellationToken.None)),
        .. traces.Select(provider => Task.Run(() => provider.Shutdown(Milliseconds), CancellationToken.None)),
    ]).WaitAsync(cancellationToken);

    private static int Milliseconds => (int)Patience.TotalMilliseconds;
}
