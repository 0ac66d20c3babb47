using Agntz.Api.Errors;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>How a run that did not complete is answered to who waited for it.</summary>
internal static class RunProblem
{
    public static Problem Of(Run run)
    {
        var status = run.Error?.Code switch
        {
            RunErrorCodes.RunCancelled => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status500InternalServerError,
        };
        return Problem.Of(status, run.Error?.Code ?? ErrorCodes.Internal, run.Error?.Message ?? "The run failed.") with
        {
            RunId = run.Id.ToString(),
            Details = run.Error is { Details.Count: > 0 } error ? error.Details : null,
        };
    }
}
