using System.Data.Common;
using Agntz.Domain.Ids;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Agntz.Domain.Time;
using Agntz.Persistence.Compacting;
using Agntz.Persistence.Telemetry;
using Agntz.Persistence.Writing.Buffering;
using Agntz.Persistence.Writing.Composing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agntz.Persistence.Writing;

/// <summary>
/// Commits everything the runs of this process produce, one transaction at a time: whenever it is free and there is
/// something, it takes all there is. What arrives meanwhile is the next transaction, so a busy process shares one
/// fsync among hundreds of runs and an idle one waits for nobody.
/// </summary>
internal sealed partial class GroupCommitWriter : BackgroundService, IRunWriter
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastFlushes = TimeSpan.FromSeconds(3);

    /// <summary>How often a process shows itself that has nothing to write.</summary>
    internal static readonly TimeSpan SignOfLife = TimeSpan.FromHours(1);

    private readonly IFlushEngine _engine;
    private readonly RunSignals _signals;
    private readonly EndedRuns _ended;
    private readonly CommitInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly ILogger<GroupCommitWriter> _logger;
    private readonly WriteBuffer _buffer;
    private readonly Guid _process;
    private long _number;

    public GroupCommitWriter(
        IFlushEngine engine, RunSignals signals, EndedRuns ended, CommitInstruments instruments, IdSource ids,
        TimeProvider clock, IOptions<StorageOptions> options, ILogger<GroupCommitWriter> logger)
    {
        _engine = engine;
        _signals = signals;
        _ended = ended;
        _instruments = instruments;
        _clock = clock;
        _logger = logger;
        _buffer = new WriteBuffer(options.Value.BufferBytes);
        _process = ids.NewGuid();
    }

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What was handed over before the stop is still committed, for as long as a database that answers needs.
        using var givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        await using var stopping = stoppingToken.UnsafeRegister(_ => givingUp.CancelAfter(LastFlushes), null);
        try
        {
            await ShowAsync(givingUp.Token);
            while (await TakeAsync(stoppingToken, givingUp.Token) is { Count: > 0 } batch)
            {
                await FlushAsync(batch, givingUp.Token);
                _buffer.Release(batch);
            }
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            LogGaveUp(LastFlushes);
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

    private Task ShowAsync(CancellationToken cancellationToken) =>
        RetryAsync(() => _engine.RegisterAsync(_process, _number, cancellationToken), cancellationToken);

    private async Task FlushAsync(IReadOnlyList<BufferEntry> batch, CancellationToken cancellationToken)
    {
        var begun = _clock.GetTimestamp();
        var flush = new FlushAttempts(_engine, _process, _number + 1, batch);
        var refused = await RetryAsync(() => flush.TryAsync(cancellationToken), cancellationToken);
        if (refused is null)
        {
            _number++;
            _instruments.Flushed(batch.Count, _clock.GetElapsedTime(begun));
            _instruments.Committed(flush.Composed.Tally);
            Settle(flush.Composed);
            return;
        }

        var runs = batch.Select(entry => entry.RunId).Distinct().ToList();
        if (runs.Count == 1)
        {
            LogPoisoned(refused, runs[0]);
            PoisonedRun.Settle(batch, _buffer, _clock.GetInstant());
            return;
        }

        var firstHalf = runs.Take(runs.Count / 2).ToHashSet();
        await FlushAsync([.. batch.Where(entry => firstHalf.Contains(entry.RunId))], cancellationToken);
        await FlushAsync([.. batch.Where(entry => !firstHalf.Contains(entry.RunId))], cancellationToken);
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

    private async Task<T> RetryAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                return await act();
            }
            catch (DbException failure)
            {
                if (_engine.Classify(failure) is FlushFailure.Repeat)
                {
                    continue;
                }

                LogUnavailable(failure, backoff);
                await Task.Delay(backoff, _clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The database did not answer for {Patience} while stopping; what waited is lost")]
    private partial void LogGaveUp(TimeSpan patience);

    [LoggerMessage(LogLevel.Debug, "Nothing was written for {Silence}; the process showed that it lives")]
    private partial void LogShown(TimeSpan silence);

    [LoggerMessage(LogLevel.Debug, "The writer stopped after flush {Number}")]
    private partial void LogStopped(long number);

    [LoggerMessage(LogLevel.Warning, "The database cannot take the flush; trying again in {Backoff}")]
    private partial void LogUnavailable(Exception failure, TimeSpan backoff);

    [LoggerMessage(LogLevel.Error, "The database refused what run {RunId} wrote")]
    private partial void LogPoisoned(Exception failure, Guid runId);
}
