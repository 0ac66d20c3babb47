using Agntz.Api.Workers;
using Microsoft.Extensions.Options;

namespace Agntz.Api.Hosting;

/// <summary>The time a process has to stop, counted from when it was told to.</summary>
internal sealed class StopTime
{
    // Runs and requests have the time to drain; then whatever is left is written, let go of and exported.
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(1.5);

    private readonly TimeSpan _drain;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;
    private long _told;

    public StopTime(IHostApplicationLifetime lifetime, IOptions<WorkerOptions> worker, TimeProvider clock)
    {
        _drain = worker.Value.DrainTimeout;
        _clock = clock;
        _stopping = lifetime.ApplicationStopping;
        _stopping.UnsafeRegister(
            static it => ((StopTime)it!)._told = ((StopTime)it!)._clock.GetTimestamp(), this);
    }

    /// <summary>How long runs may go on from now.</summary>
    public TimeSpan LeftToDrain
    {
        get
        {
            var elapsed = _stopping.IsCancellationRequested ? _clock.GetElapsedTime(_told) : TimeSpan.Zero;
            return elapsed < _drain ? _drain - elapsed : TimeSpan.Zero;
        }
    }

    /// <summary>How long the host waits for its services.</summary>
    public static TimeSpan ForServices(TimeSpan drain) => drain + Closing;

    /// <summary>Ends when a process that was told to stop must be gone, whatever it still waits for.</summary>
    public async Task WaitUntilOverAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var telling = _stopping.UnsafeRegister(
            static it => ((TaskCompletionSource)it!).SetResult(), told);
        await told.Task;
        await Task.Delay(_drain + Leaving, _clock);
    }
}
