using System.Text.Json;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;

namespace Agntz.Api.Runs;

/// <summary>How a run ended of which nothing is stored, by the last event of its log.</summary>
internal static class EndedRun
{
    public static Run Of(Run started, LogEntry.Event end) => end.Type switch
    {
        "run-complete" => started with { Status = RunStatus.Completed },
        "run-cancelled" => started with
        {
            Status = RunStatus.Cancelled,
            Error = new RunError(RunEnd.CancelledByUser, RunErrorCodes.RunCancelled),
        },
        _ => started with { Status = RunStatus.Failed, Error = Error(JsonElement.Parse(end.Json)) },
    };

    private static RunError Error(JsonElement end) =>
        new(end.GetProperty("error").GetString()!, end.GetProperty("code").GetString()!);
}
