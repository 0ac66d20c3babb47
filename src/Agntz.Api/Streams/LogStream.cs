using System.Data.Common;
using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>
/// Sends a log as it grows, until its last entry was sent, the reader is gone or the server is to stop.
/// </summary>
internal sealed partial class LogStream(
    SseWriter writer, LogFollowing following, Wakeup wakeup, TimeProvider clock, ILogger<LogStream> logger)
{
    private const string Gone = "What this stream showed was deleted.";
    private const string Failed = "The server failed to read on. Come back with the last id to go on after it.";
    private const WakeReasons Ending = WakeReasons.Stopping | WakeReasons.Aborted;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly LogPage Nothing = new() { Entries = [], LastSeq = 0, IsEnded = false };

    /// <summary>The frame of an entry; null for an entry that is not shown.</summary>
    public Func<LogEntry, ReadOnlyMemory<byte>?> Show { get; init; } = static entry => LogFrames.Of(entry);

    /// <summary>The last frame of a stream that cannot go on, from what is to be said of it.</summary>
    public Func<string, byte[]> Fail { get; init; } = LogFrames.Error;

    /// <summary>Sends everything from a page on that was read already.</summary>
    /// <returns>True when the last entry of the log was reached; what was sent is flushed then.</returns>
    public async Task<bool> SendAsync(LogPage? first)
    {
        try
        {
            return await FollowAsync(first);
        }
        catch (Exception failure)
        {
            LogCannotRead(failure, following.After);
            await EndAsync(Failed);
            return false;
        }
    }

    private async Task<bool> FollowAsync(LogPage? page)
    {
        while (page is not null)
        {
            if (!await WriteAsync(page))
            {
                return false;
            }

            if (following.IsOver)
            {
                return await writer.FlushAsync();
            }

            var mustWait = following.IsCaughtUp || page == Nothing;
            if ((mustWait && !await WaitAsync()) || wakeup.IsRaised(Ending))
            {
                return false;
            }

            page = await ReadAsync();
        }

        await EndAsync(Gone);
        return false;
    }

    private async ValueTask<bool> WriteAsync(LogPage page)
    {
        foreach (var entry in page.Entries)
        {
            if (Show(entry) is { } frame && !await writer.WriteAsync(frame))
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>False when the stream is to end.</returns>
    private async ValueTask<bool> WaitAsync()
    {
        var isHeard = await writer.FlushAsync();
        while (isHeard)
        {
            var reasons = await wakeup.WaitAsync();
            if ((reasons & Ending) != 0)
            {
                return false;
            }

            isHeard = (reasons & WakeReasons.KeepAlive) == 0 || await writer.KeepAliveAsync();
            if ((reasons & WakeReasons.Changed) != 0)
            {
                return isHeard;
            }
        }

        return false;
    }

    // A database that is away is no reason to end: the log is still there when it comes back.
    private async ValueTask<LogPage?> ReadAsync()
    {
        try
        {
            return await following.ReadAsync(CancellationToken.None);
        }
        catch (Exception failure) when (IsAway(failure))
        {
            LogAway(failure, RetryAfter);
            _ = clock.CreateTimer(
                static it => ((Wakeup)it!).Raise(WakeReasons.Changed), wakeup, RetryAfter, Timeout.InfiniteTimeSpan);
            return Nothing;
        }
    }

    private async Task EndAsync(string error)
    {
        await writer.WriteAsync(Fail(error));
        await writer.FlushAsync();
    }

    private static bool IsAway(Exception? failure) =>
        failure is not null && (failure is DbException { IsTransient: true } || IsAway(failure.InnerException));

    [LoggerMessage(LogLevel.Error, "A stream could not be read on after {After}")]
    private partial void LogCannotRead(Exception failure, long after);

    [LoggerMessage(LogLevel.Warning, "A stream could not reach the database; trying again in {RetryAfter}")]
    private partial void LogAway(Exception failure, TimeSpan retryAfter);
}
