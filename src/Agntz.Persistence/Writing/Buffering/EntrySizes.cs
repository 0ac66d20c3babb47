using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>About how many bytes of memory what waits in the buffer holds: its texts, and a flat share for the rest.</summary>
internal static class EntrySizes
{
    private const long Flat = 512;

    public static long Of(NewRun run) =>
        Flat + Text(run.Input) + Text(run.RootSpan.Attributes);

    public static long Of(RunWrite write) =>
        Flat + write.Changes.Sum(change => change.Bytes) + (write.Ending is { } ending ? Of(ending) : 0);

    private static long Of(RunEnding ending) => Flat + Text(ending.RootAttributes) + Of(ending.Turn) + ending.Outcome switch
    {
        // The result is written twice: into the record and into the log.
        RunOutcome.Completed completed => 2 * Text(completed.Result),
        RunOutcome.Failed failed => Text(failed.Error.Message) + failed.Error.Details.Sum(Text),
        _ => 0,
    };

    private static long Of(SessionTurn? turn) => Text(turn?.Input) + Text(turn?.Output) + Text(turn?.ToolCalls);

    private static long Text(string? text) => (text?.Length ?? 0) * sizeof(char);
}
