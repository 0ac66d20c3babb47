using System.Data.Common;
using Agntz.Domain.Runs;
using Agntz.Domain.Streams;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres.News;

/// <summary>
/// Tells the other processes to which runs this one has committed: outside the transactions, at most once in a while,
/// and only as a hint. What is not told is found by whoever looks.
/// </summary>
internal sealed partial class CommitAnnouncer(
    PostgresSources sources, RunSignals signals, ProcessTag tag, TimeProvider clock, ILogger<CommitAnnouncer> logger)
    : BackgroundService
{
    /// <summary>The least time between two announcements.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly Wakeup _wakeup = new();
    private HashSet<LogName> _touched = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signals.Committed = Note;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var stopping = stoppingToken.UnsafeRegister(
            static it => ((Wakeup)it!).Raise(WakeReasons.Stopping), _wakeup);
        while ((await _wakeup.WaitAsync() & WakeReasons.Stopping) == 0)
        {
            await AnnounceAsync();
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await AnnounceAsync();
    }

    private void Note(LogName run)
    {
        lock (_lock)
        {
            if (!_touched.Add(run) || _touched.Count > 1)
            {
                return;
            }
        }

        _wakeup.Raise(WakeReasons.Changed);
    }

    private HashSet<LogName> Take()
    {
        lock (_lock)
        {
            var touched = _touched;
            _touched = [];
            return touched;
        }
    }

    private async Task AnnounceAsync()
    {
        var touched = Take();
        if (touched.Count == 0)
        {
            return;
        }

        try
        {
            await sources.Reading.ExecuteAsync(
                Statement.Of(
                    "SELECT pg_notify($1, $2)",
                    new NpgsqlParameter<string> { TypedValue = CommitNews.Channel },
                    new NpgsqlParameter<string> { TypedValue = new CommitNews(tag.Value, [.. touched]).Encode() }),
                CancellationToken.None);
        }
        catch (DbException failure)
        {
            LogNotTold(failure, touched.Count);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Other processes were not told of commits to {Count} runs; they will look")]
    private partial void LogNotTold(Exception failure, int count);
}
