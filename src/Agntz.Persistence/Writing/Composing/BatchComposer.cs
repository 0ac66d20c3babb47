using Agntz.Domain.Runs;
using Agntz.Domain.Sessions;
using Agntz.Persistence.Writing.Buffering;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>Turns a batch into questions for the database, and its answers into rows.</summary>
internal static class BatchComposer
{
    /// <summary>What must be known before the rows can be composed.</summary>
    public static FlushQuestions Ask(long number, IReadOnlyList<BufferEntry> batch)
    {
        var changes = batch.OfType<ChangeEntry>().Where(entry => !entry.IsSettled).ToList();
        var creations = batch.OfType<CreationEntry>().Select(entry => entry.Run).ToList();
        IReadOnlyList<NewRun> inSessions = [.. creations.Where(run => run.Session is { IsGenerated: false })];
        return new FlushQuestions
        {
            Number = number,
            Creations = creations,
            Keys = KeyComposer.Rows(creations),
            InSessions = inSessions,
            Superseding = [.. inSessions.Where(run => run.Session!.Conflict is SessionConflict.Supersede)],
            Holds = Holds(_ => true),
            EndingInSessions = Holds(write => write.Ending is not null && write.Hold.Session is not null),
            AskingForOpenSpans = Holds(AsksForOpenSpans),
        };

        IReadOnlyList<RunHold> Holds(Func<RunWrite, bool> which) =>
            [.. changes.Where(entry => which(entry.Write)).Select(entry => entry.Write.Hold).Distinct()];
    }

    /// <summary>The rows of everything that may be written, and the answers to all of the batch.</summary>
    public static Composition Compose(
        FlushQuestions questions, FlushOpening opening, IReadOnlyList<BufferEntry> batch)
    {
        var composition = new Composition();
        var runs = new BatchRuns(questions, opening, composition);
        var creations = new CreationComposer(opening, runs, composition);
        foreach (var entry in batch)
        {
            switch (entry)
            {
                case CreationEntry creation:
                    creations.Compose(creation);
                    break;
                case ChangeEntry change when runs.TryFind(change.Write.Hold, out var run):
                    Add(run, change, composition);
                    break;
            }
        }

        runs.Complete();
        return composition;
    }

    private static bool AsksForOpenSpans(RunWrite write) =>
        write.Ending is { LeavesSpansOpen: true }
        || write.Changes.Any(change => change is RunChange.SpanEnded { Span.VoidsText: true });

    private static void Add(RunComposer? run, ChangeEntry entry, Composition composition)
    {
        if (run is null)
        {
            composition.Answer(entry, CommitOutcome.Dropped);
        }
        else
        {
            run.Add(entry);
        }
    }
}
