using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>A run that waits to be created.</summary>
internal sealed class CreationEntry(NewRun run) : BufferEntry(EntrySizes.Of(run))
{
    private readonly TaskCompletionSource<RunCreation> _settled =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NewRun Run { get; } = run;

    public Task<RunCreation> Settled => _settled.Task;

    public override long OwnerId => Run.Owner.Id;

    public override Guid RunId => Run.Id.Value;

    public override bool IsSettled => _settled.Task.IsCompleted;

    public void Settle(RunCreation creation) => _settled.TrySetResult(creation);

    // Later means here that nobody of this process will execute it: whoever reads the run learns what became of it.
    public override void Drop(bool isInDoubt) => Settle(
        new RunCreation.TimedOut(isInDoubt ? Task.FromResult<RunCreation>(new RunCreation.Rejected()) : null));
}
