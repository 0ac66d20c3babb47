using Agntz.Domain.Runs;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing;

/// <summary>
/// What becomes of a run whose rows the database refuses for good: a creation is an error to its caller and no run; a
/// run that exists ends with an error that carries nothing of what it wrote.
/// </summary>
internal static class PoisonedRun
{
    /// <summary>Answers every entry of the run, and writes its ending where it still can have one.</summary>
    public static void Settle(IReadOnlyList<BufferEntry> entries, WriteBuffer buffer, DateTimeOffset now)
    {
        foreach (var creation in entries.OfType<CreationEntry>())
        {
            creation.Settle(new RunCreation.Rejected());
        }

        foreach (var changes in entries.OfType<ChangeEntry>().GroupBy(entry => entry.Write.Hold))
        {
            Settle(changes.Key, [.. changes], buffer, now);
        }
    }

    // What the run still writes comes after something that is missing now: its hold is dropped, and the ending is written
    // under the same claim.
    private static void Settle(RunHold hold, List<ChangeEntry> entries, WriteBuffer buffer, DateTimeOffset now)
    {
        var claim = new RunHold(hold.Owner, hold.Id, hold.WorkerId, hold.Epoch, hold.RootSpan)
        {
            Session = hold.Session,
            Retention = hold.Retention,
        };
        hold.Drop();

        // An ending of ours that is refused too has nothing left to take away: the run is left to the reaper.
        if (!entries.Any(IsOurs))
        {
            buffer.Force(new ChangeEntry(new RunWrite(claim, [], new RunEnding
            {
                Outcome = new RunOutcome.Failed(RunErrors.StorageRejected),
                EndedAt = now,
                LeavesSpansOpen = true,
            })));
        }

        foreach (var entry in entries)
        {
            entry.Settle(CommitOutcome.Dropped);
        }
    }

    private static bool IsOurs(ChangeEntry entry) =>
        entry.Write.Ending is { Outcome: RunOutcome.Failed { Error.Code: RunErrorCodes.StorageRejected } };
}
