using Agntz.Domain.Runs;
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
        return new FlushQuestions
        {
            Number = number,
            Creations = creations,
            Keys = KeyComposer.Rows(creations),
            Holds = [.. changes.Select(entry => entry.Write.Hold).Distinct()],
            AskingForOpenSpans =
            [
                .. changes.Where(entry => AsksForOpenSpans(entry.Write)).Select(entry => entry.Write.Hold).Distinct(),
            ],
        };
    }

    /// <summary>The rows of everything that may be written, and the answers to all of the batch.</summary>
    public static Composition Compose(
        FlushQuestions questions, FlushOpening opening, IReadOnlyList<BufferEntry> batch)
    {
        var composition = new Composition();
        var runs = questions.Holds.ToDictionary(hold => hold, hold => Fence(hold, opening, composition));
        foreach (var entry in batch)
        {
            switch (entry)
            {
                case CreationEntry creation:
                    CreationComposer.Compose(creation, opening, composition);
                    break;
                case ChangeEntry change when runs.TryGetValue(change.Write.Hold, out var run):
                    Add(run, change, composition);
                    break;
            }
        }

        foreach (var (hold, run) in runs)
        {
            if (run is not null)
            {
                run.Complete();
                composition.Logged.Add(run.Logged(hold.Owner));
            }
        }

        return composition;
    }

    private static bool AsksForOpenSpans(RunWrite write) =>
        write.Ending is { LeavesSpansOpen: true }
        || write.Changes.Any(change => change is RunChange.SpanEnded { Span.VoidsText: true });

    private static RunComposer? Fence(RunHold hold, FlushOpening opening, Composition composition)
    {
        if (opening.Fenced.TryGetValue(hold.Key(), out var fenced))
        {
            return new RunComposer(
                hold.Key(), hold.RootSpan, fenced, opening.OpenSpans.GetValueOrDefault(hold.Key(), []), hold.LeftOut,
                composition);
        }

        composition.Lost.Add(hold);
        return null;
    }

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
