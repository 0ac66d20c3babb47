using System.Data.Common;
using Agntz.Domain.Ids;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Domain.Workers;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Buffering;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agntz.Persistence.Writing;

/// <summary>
/// Commits everything the runs of this process produce, one transaction at a time: whenever the writer is free and
/// something waits, it takes a batch. What arrives meanwhile is the next transaction, so a busy process shares one
/// fsync among hundreds of runs and an idle one waits for nobody. A batch that the database refuses is taken apart
/// until the refusal is one owner's alone; the other owners go on.
/// </summary>
internal sealed partial class GroupCommitWriter : BackgroundService, IRunWriter, ICommitProgress
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastFlushes = TimeSpan.FromSeconds(3);

    // An entry is at fault when it is refused alone, again and again, while the database commits what others write.
    private const int RefusalsWhenTooSlow = 8;
    private const int RefusalsWhenTooMuch = 6;
    private const int CommitsOfOthers = 3;
    private static readonly TimeSpan TimeWhenTooSlow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeWhenTooMuch = TimeSpan.FromSeconds(3);

    /// <summary>How often a process shows itself that has nothing to write.</summary>
    internal static readonly TimeSpan SignOfLife = TimeSpan.FromHours(1);

    private readonly IFlushEngine _engine;
    private readonly RunSignals _signals;
    private readonly EndedRuns _ended;
    private readonly CommitInstruments _instruments;
    private readonly IdSource _ids;
    private readonly TimeProvider _clock;
    private readonly ILogger<GroupCommitWriter> _logger;
    private readonly WriteBuffer _buffer;
    private readonly CancellationTokenSource _givingUp;
    private Guid _process;
    private long _number;
    private int _stops;

    public GroupCommitWriter(
        IFlushEngine engine, RunSignals signals, EndedRuns ended, CommitInstruments instruments, IdSource ids,
        TimeProvider clock, IOptions<StorageOptions> options, ILogger<GroupCommitWriter> logger)
    {
        _engine = engine;
        _signals = signals;
        _ended = ended;
        _instruments = instruments;
        _ids = ids;
        _clock = clock;
        _logger = logger;
        _buffer = new WriteBuffer(options.Value.BufferBytes, clock);
        _givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _process = ids.NewGuid();
    }

    public event Action<CommitBreak>? Broken;

    public TimeSpan StalledFor => _buffer.StalledFor;

    public async Task<RunCreation> CreateAsync(NewRun run, TimeSpan patience)
    {
        var entry = new CreationEntry(run);
        _buffer.Append(entry);
        try
        {
            return await entry.Settled.WaitAsync(patience, _clock);
        }
        catch (TimeoutException)
        {
            return new RunCreation.TimedOut(_buffer.TryWithdraw(entry) ? null : entry.Settled);
        }
    }

    public Task<CommitOutcome> WriteAsync(RunWrite write)
    {
        if (write.Hold.IsDropped)
        {
            return Task.FromResult(CommitOutcome.Dropped);
        }

        var entry = new ChangeEntry(write);
        _buffer.Append(entry);
        return entry.Settled;
    }

    /// <summary>Commits what was handed over before the stop, for as long as a database that answers needs.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be stopped from two sides, and a second time after it was disposed.
        if (Interlocked.Exchange(ref _stops, 1) == 0)
        {
            _givingUp.CancelAfter(LastFlushes);
            await using var outOfTime = cancellationToken.UnsafeRegister(
                static it => ((CancellationTokenSource)it!).Cancel(), _givingUp);
            await base.StopAsync(cancellationToken);
            _buffer.Close();
        }
        else
        {
            await base.StopAsync(cancellationToken);
        }
    }

    public override void Dispose()
    {
        Interlocked.Exchange(ref _stops, 1);
        base.Dispose();
        _givingUp.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var givingUp = _givingUp.Token;
        try
        {
            await ShowAsync(givingUp);
            while (await TakeAsync(stoppingToken, givingUp) is { Count: > 0 } batch)
            {
                await FlushAsync(batch, givingUp);
            }
        }
        catch (Exception failure) when (givingUp.IsCancellationRequested)
        {
            LogGaveUp(failure);
        }
        finally
        {
            // Nobody may wait for a commit that cannot come, whatever ended the writer.
            _buffer.Close();
            Broken?.Invoke(CommitBreak.WriterEnded);
        }

        LogStopped(_number);
    }

    private async Task<IReadOnlyList<BufferEntry>> TakeAsync(
        CancellationToken stoppingToken, CancellationToken cancellationToken)
    {
        var taking = _buffer.TakeAsync(stoppingToken);
        while (true)
        {
            try
            {
                return await taking.WaitAsync(SignOfLife, _clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                await ShowAsync(cancellationToken);
                LogShown(SignOfLife);
            }
        }
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        var known = _number == 0 ? 0 : FlushAttempts.Unknown;
        var found = await RetryAsync(
            () => _engine.RegisterAsync(_process, known, cancellationToken), cancellationToken);
        if (found < _number)
        {
            await BeginAnewAsync([], found, cancellationToken);
        }
    }

    private async Task FlushAsync(IReadOnlyList<BufferEntry> batch, CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        var flush = new FlushAttempts(_engine, _process, _number + 1, batch);
        switch (await RetryAsync(() => flush.TryAsync(cancellationToken), cancellationToken))
        {
            case FlushResult.Committed committed:
                _number++;
                _instruments.Flushed(batch.Count, _clock.GetElapsedTime(begun));
                _instruments.Committed(committed.Composed.Tally);
                Settle(committed.Composed);
                _buffer.Release(batch);
                break;
            case FlushResult.Refused refused:
                await DivideAsync(batch, refused, cancellationToken);
                break;
            case FlushResult.WentBack wentBack:
                await BeginAnewAsync(batch, wentBack.Found, cancellationToken);
                break;
        }
    }

    private void Settle(Composition composed)
    {
        composed.Settle();
        foreach (var dropped in composed.Lost)
        {
            _signals.Hear(new LogName(dropped.Owner.Id, dropped.Id));
        }

        foreach (var logged in composed.Logged)
        {
            _signals.Publish(logged);
        }

        composed.LongLogs.ForEach(_ended.Add);
        if (composed.MayHaveReadied)
        {
            _signals.Readied();
        }
    }

    // By owner first: one refused row is found in a few flushes, and whatever took its time is not repeated for all.
    private async Task DivideAsync(
        IReadOnlyList<BufferEntry> batch, FlushResult.Refused refused, CancellationToken cancellationToken)
    {
        var owners = batch.GroupBy(entry => entry.OwnerId).Select(line => line.ToList()).ToList();
        if (owners.Count > 1 && refused.Kind is FlushFailure.Poison)
        {
            var half = owners.Count / 2;
            await FlushAsync([.. owners.Take(half).SelectMany(line => line)], cancellationToken);
            await FlushAsync([.. owners.Skip(half).SelectMany(line => line)], cancellationToken);
        }
        else if (owners.Count > 1)
        {
            LogDivided(refused.Failure, batch.Count, owners.Count);
            owners.ForEach(_buffer.PutBackSuspect);
        }
        else if (batch.Count > 1)
        {
            LogDivided(refused.Failure, batch.Count, owners.Count);
            _buffer.PutBack(batch, batch.Count / 2, TimeSpan.Zero);
        }
        else
        {
            SetAside(batch[0], refused);
        }
    }

    private void SetAside(BufferEntry alone, FlushResult.Refused refused)
    {
        var refusals = 0;
        if (IsAtFault(alone, refused.Kind, ref refusals))
        {
            LogPoisoned(refused.Failure, alone.RunId);
            PoisonedRun.Settle([alone], _buffer, _clock.GetInstant());
            _buffer.Discard([alone]);
            _buffer.Restrict(alone.OwnerId);
            return;
        }

        var pause = FirstBackoff * Math.Pow(2, Math.Min(refusals - 1, 10));
        LogSetAside(refused.Failure, alone.RunId, refusals);
        _buffer.PutBack([alone], 1, pause < LongestPause ? pause : LongestPause);
    }

    private bool IsAtFault(BufferEntry alone, FlushFailure kind, ref int refusals)
    {
        if (kind is FlushFailure.Poison)
        {
            return true;
        }

        (refusals, var since, var commits) = _buffer.CountRefusal(alone);
        return kind switch
        {
            FlushFailure.TooSlow => refusals >= RefusalsWhenTooSlow && since >= TimeWhenTooSlow && commits >= CommitsOfOthers,
            FlushFailure.TooMuch => refusals >= RefusalsWhenTooMuch && since >= TimeWhenTooMuch && commits >= CommitsOfOthers,
            _ => false,
        };
    }

    // Everything this process knows of its runs is ahead of the database: they go on from what the database has.
    private async Task BeginAnewAsync(
        IReadOnlyList<BufferEntry> batch, long found, CancellationToken cancellationToken)
    {
        LogWentBack(_number, found);
        (_process, _number) = (_ids.NewGuid(), 0);
        Broken?.Invoke(CommitBreak.DatabaseWentBack);
        foreach (var line in batch.GroupBy(entry => entry.OwnerId))
        {
            _buffer.PutBack([.. line]);
        }

        _buffer.DropChanges();
        await ShowAsync(cancellationToken);
    }

    private async Task<T> RetryAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                return await act();
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                if (failure is DbException known && _engine.Classify(known) is FlushFailure.Conflict)
                {
                    continue;
                }

                LogUnavailable(failure, backoff);
                await Task.Delay(backoff, _clock, cancellationToken);
            }
        }
    }
}
