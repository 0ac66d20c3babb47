using Agntz.Domain.Runs;

namespace Agntz.Persistence.Writing.Buffering;

/// <summary>Changes of a held run that wait to be committed.</summary>
internal sealed class ChangeEntry : BufferEntry
{
    private readonly TaskCompletionSource<CommitOutcome> _settled =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenRegistration _dropping;

    public ChangeEntry(RunWrite write)
        : base(EntrySizes.Of(write))
    {
        Write = write;
        _dropping = write.Hold.Dropped.UnsafeRegister(
            static entry => ((ChangeEntry)entry!)._settled.TrySetResult(CommitOutcome.Dropped), this);
    }

    public RunWrite Write { get; }

    public Task<CommitOutcome> Settled => _settled.Task;

    public override long OwnerId => Write.Hold.Owner.Id;

    public override Guid RunId => Write.Hold.Id.Value;

    // The hold says so before its callbacks have run.
    public override bool IsSettled => Write.Hold.IsDropped || _settled.Task.IsCompleted;

    public void Settle(CommitOutcome outcome)
    {
        _dropping.Unregister();
        _settled.TrySetResult(outcome);
    }

    public override void Drop(bool isInDoubt)
    {
        Write.Hold.Drop();
        Settle(CommitOutcome.Dropped);
    }
}
