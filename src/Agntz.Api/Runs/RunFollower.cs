using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>Waits for the end of a run, whichever process brings it about.</summary>
internal sealed class RunFollower(IRunReader runs, RunSignals signals, TimeProvider clock)
{
    // What ends here is signalled; this is for what ends elsewhere.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);

    /// <summary>The run once it has ended; null when it was deleted meanwhile.</summary>
    public async Task<Run?> WaitAsync(Owner owner, RunId id, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var ended = signals.Ended(id);
                var run = await runs.FindAsync(owner, id, cancellationToken);
                if (run is not { Status: RunStatus.Pending or RunStatus.Running })
                {
                    return run;
                }

                await Task.WhenAny(ended, Task.Delay(LookAround, clock, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            signals.Forget(id);
        }
    }
}
