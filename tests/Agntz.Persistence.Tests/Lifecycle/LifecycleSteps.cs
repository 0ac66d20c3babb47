using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Workers;
using Agntz.Testing.Stores;

namespace Agntz.Persistence.Tests.Lifecycle;

/// <summary>Brings runs into a status, and tries to bring them into another, by everything that could do so.</summary>
internal sealed class LifecycleSteps(TestStore store, Owner owner)
{
    // Over before anything else happens, by the database's clock: for runs that are to fail without a worker.
    private static readonly TimeSpan NoTime = TimeSpan.FromMilliseconds(1);

    private static readonly RunOutcome Completed = new RunOutcome.Completed("""{"output":"done"}""");
    private static readonly RunOutcome Failed = new RunOutcome.Failed(RunErrors.Internal);

    private IRunRecovery Recovery => store.Get<IRunRecovery>();

    private IRunCanceller Canceller => store.Get<IRunCanceller>();

    /// <summary>Makes a run that stands there, and has been held by a worker, which goes on trying.</summary>
    public async Task<RunHold> EnterAsync(RunStatus status, bool timeIsOver)
    {
        var hold = (await store.CreateAsync(store.NewRun(owner) with
        {
            ClaimFor = await store.NewWorkerAsync(),
            TimeLimit = timeIsOver ? NoTime : RunTime.DefaultLimit,
        }))!;
        switch (status)
        {
            case RunStatus.Pending when timeIsOver:
                // A release would end it: it must be found waiting with its time over.
                await store.ExecuteAsync($"UPDATE active_runs SET worker_id = NULL WHERE id = {hold.Id.Value}");
                break;
            case RunStatus.Pending:
                await Recovery.ReleaseAsync(hold.WorkerId, isLoss: false, CancellationToken.None);
                break;
            case RunStatus.Completed:
                await store.EndAsync(hold, Completed);
                break;
            case RunStatus.Failed:
                await store.EndAsync(hold, Failed);
                break;
            case RunStatus.Cancelled:
                await CancelAsync(hold);
                break;
        }

        return hold;
    }

    /// <summary>Tries it.</summary>
    public Task TryAsync(RunHold hold, RunStatus to) => to switch
    {
        RunStatus.Pending => Recovery.ReleaseAsync(hold.WorkerId, isLoss: false, CancellationToken.None),
        RunStatus.Running => ClaimAsync(),
        RunStatus.Completed => store.EndAsync(hold, Completed),
        RunStatus.Failed => FailAsync(hold),
        RunStatus.Cancelled => CancelAsync(hold),
        _ => throw new ArgumentOutOfRangeException(nameof(to), to, "No way to get there is known."),
    };

    private async Task ClaimAsync() => await store.Get<IRunQueue>().ClaimAsync(
        new ClaimRequest
        {
            WorkerId = await store.NewWorkerAsync(),
            Slots = 10,
            SlotsPerOwner = 10,
            AfterOwner = 0,
            SatisfiedOwners = [],
        },
        CancellationToken.None);

    private async Task FailAsync(RunHold hold)
    {
        await store.EndAsync(hold, Failed);
        await Recovery.RecoverAsync(CancellationToken.None);
    }

    private async Task CancelAsync(RunHold hold)
    {
        await Canceller.RequestAsync(owner, hold.Id, CancelMode.Finish, CancellationToken.None);
        await store.EndAsync(hold, Completed);
    }
}
