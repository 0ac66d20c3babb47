using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Traces;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Composing;

namespace Agntz.Persistence.Locking;

/// <summary>What a transaction beside the writer's does to the runs it has locked. Endings are the writer's own.</summary>
internal sealed class LockedRunWrites(
    ILockedRuns locked, RunSignals signals, CommitInstruments instruments, DateTimeOffset now)
{
    private readonly Composition _composition = new();
    private readonly List<(LockedRun Run, RunOutcome Outcome)> _ending = [];

    /// <summary>Notes that a run is cancelled from now on.</summary>
    public void RequestCancel(LockedRun run, CancelMode mode) =>
        _composition.Rows.CancelRequests.Add(new CancelRequestRow(run.Key.OwnerId, run.Key.Id, now, mode.ToName(),
            run.Counters.CancelReason ?? RunEnd.CancelledByUser));

    /// <summary>Gives a run back to the queue.</summary>
    public void Requeue(LockedRun run, int losses) =>
        _composition.Rows.Requeues.Add(new RequeueRow(run.Key.OwnerId, run.Key.Id, losses));

    /// <summary>Ends a run, with every span that is open.</summary>
    public void End(LockedRun run, RunOutcome outcome) => _ending.Add((run, outcome));

    /// <summary>Commits all of it, and tells whoever follows the runs that have ended.</summary>
    /// <returns>The runs that have ended.</returns>
    public async Task<IReadOnlyList<LogName>> CommitAsync(CancellationToken cancellationToken)
    {
        var openSpans = await locked.ReadOpenSpansAsync([.. _ending.Select(it => it.Run.Key)], cancellationToken);
        foreach (var (run, outcome) in _ending)
        {
            var composer = new RunComposer(
                run, openSpans.GetValueOrDefault(run.Key, []), hold: null, session: null, _composition);
            composer.End(new RunEnding
            {
                Outcome = outcome,
                EndedAt = now.NotBefore(run.StartedAt),
                LeavesSpansOpen = true,
            });
            composer.Complete();
        }

        await locked.CommitAsync(_composition.Rows, cancellationToken);
        instruments.Committed(_composition.Tally);
        List<LogName> ended = [.. _ending.Select(it => new LogName(it.Run.Key.OwnerId, new RunId(it.Run.Key.Id)))];
        ended.ForEach(signals.Raise);
        if (_composition.MayHaveReadied)
        {
            signals.Readied();
        }

        return ended;
    }
}
