using Agntz.Api.Errors;
using Agntz.Domain.Retention;
using Agntz.Domain.Runs;

namespace Agntz.Api.Runs;

/// <summary>Why a run was not created, or is not known to have been, as its caller reads it.</summary>
internal static class RunRefusals
{
    public static RefusedException AgentNotFound(RunRequest request) => new(Problem.Of(
        StatusCodes.Status404NotFound, RunErrorCodes.AgentNotFound, $"Agent \"{request.AgentId}\" not found"));

    public static RefusedException NoRoom() => new(Busy(
        "A run of which nothing is kept cannot wait for its turn, and this process has no room for it now. Try again."));

    public static RefusedException Of(NewRun run, RunCreation creation) => new(creation switch
    {
        RunCreation.TimedOut { Later: not null } when run.Retention.Mode is RetentionMode.None => Busy(
            "The database took too long to confirm this run. If it comes to be it is cancelled. Try again."),
        RunCreation.TimedOut { Later: not null } => Busy(
            "The database took too long to confirm this run. It may come to be: look it up by its id.")
            with
        { RunId = run.Id.ToString() },
        RunCreation.SessionBusy busy => Problem.Of(StatusCodes.Status409Conflict, ErrorCodes.SessionBusy,
            $"Run {busy.Active} of session \"{run.Session!.Id}\" is active. Wait for its end, or send sessionConflict "
            + "'enqueue' to be run after it or 'supersede' to take its place.")
            with
        { RunId = busy.Active.ToString() },
        RunCreation.SessionFull full => Problem.Of(StatusCodes.Status429TooManyRequests, ErrorCodes.SessionQueueFull,
            $"{full.MaxWaiting} runs wait in session \"{run.Session!.Id}\", and no more may. Try again when some have "
            + "ended, or send sessionConflict 'supersede' to take their place."),
        RunCreation.TimedOut => Busy("The server is busy and did not accept this run. Try again."),
        RunCreation.Unclaimed => NoRoom().Problem,
        _ => Problem.Of(StatusCodes.Status400BadRequest, RunErrorCodes.StorageRejected,
            "The database refused this run; nothing of it was kept."),
    });

    private static Problem Busy(string error) =>
        Problem.Of(StatusCodes.Status503ServiceUnavailable, ErrorCodes.Unavailable, error);
}
