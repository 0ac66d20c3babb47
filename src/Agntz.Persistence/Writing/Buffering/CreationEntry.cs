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

    public override void Drop() => Settle(new RunCreation.TimedOut(null));
}
