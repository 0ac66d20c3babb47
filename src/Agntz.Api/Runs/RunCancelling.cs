using Agntz.Api.Errors;
using Agntz.Api.Workers;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>Cancels runs: durably first, then by telling this process where it executes the run.</summary>
internal sealed class RunCancelling(IRunCanceller canceller, IRunReader runs, HeldRuns held)
{
    /// <summary>Tells this process of runs that were cancelled with the creation of another, where it executes them.</summary>
    public void Tell(IReadOnlyList<RunId> superseded)
    {
        foreach (var run in superseded)
        {
            held.Supersede(run);
        }
    }

    /// <summary>Cancels a run.</summary>
    /// <returns>The run as it is now; null when the owner has none of this id.</returns>
    /// <exception cref="RefusedException">The run was locked for too long; nothing was changed.</exception>
    public async Task<Run?> CancelAsync(Owner owner, RunId id, CancelMode mode, CancellationToken cancellationToken)
    {
        switch (await canceller.RequestAsync(owner, id, mode, cancellationToken))
        {
            case RunCancellation.Requested requested:
                return await ReadAndTellAsync(owner, id, requested.Mode, cancellationToken);
            case RunCancellation.Busy:
                throw new RefusedException(Problem.Of(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable,
                    "The run is being written to and could not be cancelled yet. Try again.") with
                { RunId = id.ToString() });
        }

        return await runs.FindAsync(owner, id, cancellationToken);
    }

    // Read first: whoever is told may end the run at once, and of a run of which nothing is kept nothing is left then.
    private async Task<Run?> ReadAndTellAsync(
        Owner owner, RunId id, CancelMode mode, CancellationToken cancellationToken)
    {
        try
        {
            return await runs.FindAsync(owner, id, cancellationToken);
        }
        finally
        {
            held.Cancel(id, mode);
        }
    }
}
