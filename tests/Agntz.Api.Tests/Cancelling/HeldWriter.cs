using Agntz.Domain.Runs;

namespace Agntz.Api.Tests.Cancelling;

/// <summary>Holds back the write with which a run begins its second effect: until then it stands between two steps.</summary>
internal sealed class HeldWriter(IRunWriter writer, Task release) : IRunWriter
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _effects;

    /// <summary>Completes when the run stands there.</summary>
    public Task Arrived => _arrived.Task;

    public Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience) => writer.CreateAsync(run, patience);

    public async Task<CommitOutcome> WriteAsync(RunWrite write)
    {
        var begins = write.Changes.OfType<RunChange.SpanStarted>().Any(start => start.IsEffect);
        if (begins && Interlocked.Increment(ref _effects) == 2)
        {
            _arrived.SetResult();
            await release;
        }

        return await writer.WriteAsync(write);
    }
}
