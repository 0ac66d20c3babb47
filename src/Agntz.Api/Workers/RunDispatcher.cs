using System.Collections.Concurrent;
using System.Threading.Channels;
using Agntz.Api.Hosting;
using Agntz.Domain.Execution;
using Agntz.Domain.Execution.Scheduling;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Workers;

namespace Agntz.Api.Workers;

/// <summary>
/// Executes runs while there are slots: those created here with their claim, and those it takes from the queue. The
/// queue is asked when something was put into it or a slot came free, and twice a second for what others put there.
/// </summary>
internal sealed partial class RunDispatcher(
    IRunQueue queue, IRunRecovery recovery, ClaimedRuns claimed, RunExecutor executor, RunScheduler scheduler,
    HeldRuns held, WorkerSlots slots, WorkerIdentity identity, RunSignals signals, StopTime stop, TimeProvider clock,
    ILogger<RunDispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(5);

    // Runs that are abandoned commit what has finished; a database that does not take that in time must not hold the stop.
    private static readonly TimeSpan LastCommits = TimeSpan.FromSeconds(0.7);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<Task, bool> _executing = new();
    private readonly ConcurrentDictionary<RunId, bool> _failed = new();
    private readonly CancellationTokenSource _abandon = new();
    private volatile bool _queueIsEmpty;
    private volatile bool _stopping;
    private bool _manyOwners;
    private long _lastOwner;
    private long _lookedAfter;
    private bool _mayHaveMissed;

    /// <summary>
    /// Room to execute a run that is about to be created, so that it need not pass through the queue.
    /// </summary>
    /// <returns>Null when others wait already, or there is no room.</returns>
    public WorkerSlot? TryReserve(Owner owner, RunId run) => _queueIsEmpty ? TryReserveAtOnce(owner, run) : null;

    /// <summary>Room to execute a run that cannot pass through the queue.</summary>
    /// <returns>Null when there is none.</returns>
    public WorkerSlot? TryReserveAtOnce(Owner owner, RunId run) =>
        !_stopping && identity.Current is { } worker && slots.TryTake(owner.Id, run)
            ? new WorkerSlot(worker, () => Release(owner.Id, run))
            : null;

    /// <summary>Executes a run that was created with its claim, or looks into the queue where it had to be left.</summary>
    public void Start(WorkerSlot? slot, RunAssignment? assignment)
    {
        if (slot is not null && assignment is not null)
        {
            Track(ExecuteAsync(assignment, slot));
            return;
        }

        slot?.Dispose();
        LookIntoQueue();
    }

    /// <summary>
    /// Starts a run once it is known whether it was created; a stop waits for that as for the runs, and as long.
    /// </summary>
    /// <param name="startAsync">Waits for the creation, until the token fires, and starts the run.</param>
    public void StartLater(Func<CancellationToken, Task> startAsync) => Track(startAsync(_abandon.Token));

    /// <summary>Something was put into the queue.</summary>
    public void LookIntoQueue()
    {
        _queueIsEmpty = false;
        _wake.Writer.TryWrite(true);
    }

    /// <summary>Takes from the queue what there is room for.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        while (slots.Free is var free and > 0 && identity.Current is { } worker)
        {
            var request = Request(worker, free);
            var taken = await queue.ClaimAsync(request, cancellationToken);
            foreach (var run in taken)
            {
                var (owner, id) = (run.Hold.Owner.Id, run.Hold.Id);
                slots.Take(owner, id);
                var slot = new WorkerSlot(worker, () => Release(owner, id));
                Track(ExecuteAsync(run, slot));
            }

            var owners = taken.CountBy(run => run.Hold.Owner.Id).ToList();
            _manyOwners = owners.Count > 1;
            if (owners.Count > 0)
            {
                // The round came back to owners up to the one served last after it had served all others.
                var again = owners.Where(it => it.Key <= request.AfterOwner).ToList();
                _lastOwner = (again.Count > 0 ? again : owners).Max(it => it.Key);
            }

            if (taken.Count < free && owners.All(it => it.Value < request.SlotsPerOwner))
            {
                // Owners that have their share were passed over: what they queue is looked for when a slot comes free.
                _queueIsEmpty = request.SatisfiedOwners.Count == 0;
                return;
            }
        }
    }

    /// <summary>Gives back to the queue what is ours and nobody here executes, while no claim of ours is on its way.</summary>
    internal async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        List<RunId> failed = [.. _failed.Keys];
        if (identity.Current is { } worker
            && await recovery.GiveBackAsync(worker, LossOf, cancellationToken) is { Count: > 0 and var count })
        {
            LogGivenBack(count);
        }

        // Those that are others' by now, or have ended.
        failed.ForEach(run => _failed.TryRemove(run, out _));
        (_lookedAfter, _mayHaveMissed) = (clock.GetTimestamp(), false);

        int? LossOf(RunId run) => slots.Has(run) ? null : _failed.TryRemove(run, out _) ? 1 : 0;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _lookedAfter = clock.GetTimestamp();
        signals.Readied = LookIntoQueue;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        await base.StopAsync(cancellationToken);
        var unfinished = WhenNoneExecutesAsync();
        // Requests that wait for their runs were let finish first: that was the same time.
        if (await EndsWithinAsync(unfinished, stop.LeftToDrain, cancellationToken))
        {
            return;
        }

        LogAbandoning(_executing.Count);
        await _abandon.CancelAsync();
        if (!await EndsWithinAsync(unfinished, LastCommits, cancellationToken))
        {
            LogNotCommitted(_executing.Count, LastCommits);
            held.DropAll();
        }
    }

    public override void Dispose()
    {
        _abandon.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_mayHaveMissed || clock.GetElapsedTime(_lookedAfter) >= LookAfter)
                {
                    await LookAfterAsync(stoppingToken);
                }

                await RunOnceAsync(stoppingToken);
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var woken = _wake.Reader.ReadAsync(wait.Token).AsTask();
                await Task.WhenAny(woken, Task.Delay(LookAround, clock, wait.Token));
                await wait.CancelAsync();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogCannotClaim(failure);
                _mayHaveMissed = true;
                await Task.Delay(LookAround, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> EndsWithinAsync(Task unfinished, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await Task.WhenAny(unfinished, Task.Delay(timeout, clock, cancellationToken));
        return unfinished.IsCompleted;
    }

    private ClaimRequest Request(Guid worker, int free) => new()
    {
        WorkerId = worker,
        Slots = free,
        SlotsPerOwner = _manyOwners ? 1 : Math.Min(free, slots.Headroom),
        AfterOwner = _lastOwner,
        SatisfiedOwners = slots.Satisfied,
    };

    private Task ExecuteAsync(ClaimedRun run, WorkerSlot slot) =>
        HoldAsync(run.Hold, slot, async () =>
        {
            if (await claimed.OpenAsync(run, _abandon.Token) is { } assignment)
            {
                await ExecuteAsync(assignment);
            }
        });

    private Task ExecuteAsync(RunAssignment assignment, WorkerSlot slot) =>
        HoldAsync(assignment.Hold, slot, () => ExecuteAsync(assignment));

    private Task ExecuteAsync(RunAssignment assignment) =>
        scheduler.RunAsync(() => executor.ExecuteAsync(assignment, _abandon.Token));

    private async Task HoldAsync(RunHold hold, WorkerSlot slot, Func<Task> execute)
    {
        held.Add(hold);
        await Task.Yield();
        using var scope = InRun(logger, hold.Id, hold.Id.ToTraceId());
        try
        {
            await execute();
            if (hold.IsDropped)
            {
                // Should it still be ours, because its end was refused: executed again as it is, it would be refused again.
                _failed[hold.Id] = true;
            }
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            LogAbandoned(hold.Id);
        }
        catch
        {
            _failed[hold.Id] = true;
            throw;
        }
        finally
        {
            held.Remove(hold);
            slot.Dispose();
        }
    }

    // A run whose creation was still in doubt may begin while others drain.
    private async Task WhenNoneExecutesAsync()
    {
        while (_executing.Keys is { Count: > 0 } executing)
        {
            await Task.WhenAll(executing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Track(Task execution)
    {
        _executing.TryAdd(execution, true);
        execution.ContinueWith(
            done =>
            {
                _executing.TryRemove(done, out _);
                if (done.Exception is { } defect)
                {
                    LogDefect(defect.GetBaseException());
                }
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Release(long ownerId, RunId run)
    {
        slots.Release(ownerId, run);
        if (!_queueIsEmpty)
        {
            _wake.Writer.TryWrite(true);
        }
    }
}
