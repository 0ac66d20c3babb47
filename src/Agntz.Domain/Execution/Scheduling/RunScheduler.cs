using System.Diagnostics;

namespace Agntz.Domain.Execution.Scheduling;

/// <summary>
/// Executes runs on threads of its own, so that a run that only computes takes none from requests, health and the writer.
/// Whoever comes back from a wait goes first; whoever has yielded after its turn goes behind. Safe for concurrent
/// callers.
/// </summary>
public sealed class RunScheduler : TaskScheduler, IDisposable
{
    // So that a run that never waits gets on where others always have something to do.
    private const int ReadyBeforeYielded = 8;

    private static readonly long Turn = Stopwatch.Frequency / 500;

    [ThreadStatic]
    private static long _turnBegan;

    private readonly object _lock = new();
    private readonly Queue<Task> _ready = new();
    private readonly Queue<Task> _yielded = new();
    private readonly Thread[] _threads;
    private int _readyInARow;
    private bool _isStopped;

    /// <summary>Starts its threads, which wait.</summary>
    public RunScheduler()
    {
        _threads = [.. Enumerable.Range(0, MaximumConcurrencyLevel)
            .Select(_ => new Thread(Work) { IsBackground = true, Name = "agntz runs" })];
        foreach (var thread in _threads)
        {
            thread.UnsafeStart();
        }
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => Math.Max(2, Environment.ProcessorCount);

    /// <summary>
    /// Whether what executes here has had its turn and must yield. False on every thread that is none of a scheduler.
    /// </summary>
    internal static bool IsTurnOver => _turnBegan != 0 && Stopwatch.GetTimestamp() - _turnBegan > Turn;

    /// <summary>Executes a run here, from its first line to its last.</summary>
    public Task RunAsync(Func<Task> execute) => Task.Factory
        .StartNew(execute, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>
    /// Does something that waits for the outside on the threads everybody shares, where it may as well block; on the
    /// caller's own where that is none of a scheduler.
    /// </summary>
    internal static Task<T> LeaveAsync<T>(Func<Task<T>> act) => Current is RunScheduler ? Task.Run(act) : act();

    /// <summary>Ends the threads when nothing is left to do; what comes later goes to those everybody shares.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                // Task.Yield prefers fairness, and nothing else here does.
                var isYielded = task.CreationOptions.HasFlag(TaskCreationOptions.PreferFairness);
                (isYielded ? _yielded : _ready).Enqueue(task);
                Monitor.Pulse(_lock);
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static it => it.Scheduler.TryExecuteTask(it.Task), (Scheduler: this, Task: task), preferLocal: false);
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _turnBegan != 0 && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _ready, .. _yielded];
        }
    }

    private void Work()
    {
        while (Take() is { } task)
        {
            _turnBegan = Stopwatch.GetTimestamp();
            TryExecuteTask(task);
        }
    }

    private Task? Take()
    {
        lock (_lock)
        {
            while (true)
            {
                var (isYieldedNext, first, then) = _readyInARow < ReadyBeforeYielded
                    ? (false, _ready, _yielded)
                    : (true, _yielded, _ready);
                if (first.TryDequeue(out var task))
                {
                    _readyInARow = isYieldedNext ? 0 : _readyInARow + 1;
                    return task;
                }

                if (then.TryDequeue(out task))
                {
                    _readyInARow = 0;
                    return task;
                }

                if (_isStopped)
                {
                    return null;
                }

                Monitor.Wait(_lock);
            }
        }
    }
}
