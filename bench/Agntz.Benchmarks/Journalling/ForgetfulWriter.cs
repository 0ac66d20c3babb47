using Agntz.Domain.Runs;

namespace Agntz.Benchmarks.Journalling;

/// <summary>Writes everything but the journal: what finished would be done again by a takeover.</summary>
/// <param name="inner">Writes the rest.</param>
/// <param name="waits">
/// False to let effects begin without waiting for the commit of their start, which the journal asks for too.
/// </param>
internal sealed class ForgetfulWriter(IRunWriter inner, bool waits) : IRunWriter
{
    public Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience) => inner.CreateAsync(run, patience);

    public Task<CommitOutcome> WriteAsync(RunWrite write)
    {
        var commit = inner.WriteAsync(write with
        {
            Changes = [.. write.Changes.Where(change => change is not RunChange.EffectFinished)],
        });
        return waits || write.Ending is not null ? commit : Task.FromResult(CommitOutcome.Committed);
    }
}
