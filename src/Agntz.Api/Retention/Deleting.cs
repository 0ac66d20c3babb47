using Agntz.Api.Errors;
using Agntz.Api.Runs;
using Agntz.Domain.Owners;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;

namespace Agntz.Api.Retention;

/// <summary>Answers requests that delete something.</summary>
internal sealed class Deleting(IDeletions deletions, RunCancelling cancelling)
{
    /// <summary>Deletes a run.</summary>
    public async Task<IResult> RunAsync(Owner owner, string id, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var run)
            ? Answer(await deletions.DeleteRunAsync(owner, run, cancellationToken), run, "Run not found")
            : ProblemResult.NotFound("Run not found");

    /// <summary>Deletes a trace.</summary>
    public async Task<IResult> TraceAsync(Owner owner, string id, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var trace)
            ? Answer(await deletions.DeleteTraceAsync(owner, trace, cancellationToken), trace, "Trace not found")
            : ProblemResult.NotFound("Trace not found");

    /// <summary>Deletes a session, and tells the runs that are executed here.</summary>
    public async Task<IResult> SessionAsync(Owner owner, string id, CancellationToken cancellationToken)
    {
        if (await deletions.DeleteSessionAsync(owner, id, cancellationToken) is not { } cancelled)
        {
            return ProblemResult.NotFound("Session not found");
        }

        cancelling.Tell(cancelled);
        return TypedResults.NoContent();
    }

    private static IResult Answer(Deletion deletion, RunId run, string unknown) => deletion switch
    {
        Deletion.Deleted => TypedResults.NoContent(),
        Deletion.Active => new ProblemResult(Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.RunActive,
            $"Run {run} has not ended. Cancel it with POST /runs/{run}/cancel, or wait for its end, and delete it then.")
            with
        { RunId = run.ToString() }),
        _ => ProblemResult.NotFound(unknown),
    };
}
