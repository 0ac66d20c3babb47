using Agntz.Domain.Health;
using Agntz.Domain.Streams;

namespace Agntz.Api.Streams;

/// <summary>
/// Sends a log as it grows, until its last entry was sent, the reader is gone or the server is to stop.
/// </summary>
internal sealed partial class LogStream(
    SseWriter writer, LogFollowing following, Wakeup wakeup, IDatabaseFailures failures, TimeProvider clock,
    ILogger<LogStream> logger)
{
    private const string Gone = "What this stream showed was deleted.";
    private const string Failed = "The server failed to read on. Come back with the last id to go on after it.";
    private const WakeReasons Ending = WakeReasons.Stopping | WakeReasons.Aborted;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Task<bool> Heard = Task.FromResult(true);
    private static readonly Task<bool> Unheard = Task.FromResult(false);

    /// <summary>The frame of an entry; null for an entry that is not shown.</summary>
    public Func<LogEntry, ReadOnlyMemory<byte>?> Show { get; init; } = static entry => LogFrames.Of(entry);

    /// <summary>The last frame of a stream that cannot go on, from what is to be said of it.</summary>
    public Func<string, byte[]> Fail { get; init; } = LogFrames.Error;

    /// <summary>Sends everything from the reader's place on.</summary>
    /// <returns>True when the last entry of the log was reached; what was sent is flushed then.</returns>
    public async Task<bool> SendAsync()
    {
        try
        {
            return await FollowAsync();
        }
        catch (Exception failure)
        {
            LogCannotRead(failure, following.After);
            await EndAsync(Failed);
            return false;
        }
    }

    private async Task<bool> FollowAsync()
    {
        while (true)
        {
            // What waits for the reader here has no page: a reader that does not read keeps no more than its place.
            var sent = await SendPageAsync();
            if (!await sent)
            {
                return false;
            }

            if (following.IsOver)
            {
                return await writer.FlushAsync();
            }

            if ((following.IsCaughtUp && !await WaitAsync()) || wakeup.IsRaised(Ending))
            {
                return false;
            }
        }
    }

    /// <returns>As <see cref="WriteAsync"/>; false as well when there is nothing to read any more.</returns>
    private async ValueTask<Task<bool>> SendPageAsync()
    {
        try
        {
            if (await following.ReadAsync(CancellationToken.None) is { } page)
            {
                return await WriteAsync(page);
            }
        }
        catch (Exception failure) when (failures.MeanAway(failure))
        {
            // The log is still there when the database comes back, and is read then from the same place.
            LogAway(failure, RetryAfter);
            following.GoBackTo(following.After);
            _ = clock.CreateTimer(
                static it => ((Wakeup)it!).Raise(WakeReasons.Changed), wakeup, RetryAfter, Timeout.InfiniteTimeSpan);
            return WaitAsync().AsTask();
        }

        await EndAsync(Gone);
        return Unheard;
    }

    /// <returns>
    /// Whether the reader is there. Still pending when it does not read: what was not written by then is to be read again.
    /// </returns>
    private async ValueTask<Task<bool>> WriteAsync(LogPage page)
    {
        var sent = Heard;
        foreach (var entry in page.Entries)
        {
            if (!sent.IsCompleted && !await IsSoonAsync(sent))
            {
                following.GoBackTo(entry.Seq - 1);
                break;
            }

            if (!await sent)
            {
                break;
            }

            if (Show(entry) is { } frame)
            {
                sent = writer.WriteAsync(frame).AsTask();
            }
        }

        return sent;
    }

    private async ValueTask<bool> IsSoonAsync(Task<bool> sent)
    {
        await ((Task)sent.WaitAsync(Patience, clock)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return sent.IsCompleted;
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

    private async Task EndAsync(string error)
    {
        await writer.WriteAsync(Fail(error));
        await writer.FlushAsync();
    }

    [LoggerMessage(LogLevel.Error, "A stream could not be read on after {After}")]
    private partial void LogCannotRead(Exception failure, long after);

    [LoggerMessage(LogLevel.Warning, "A stream could not use the database; trying again in {RetryAfter}")]
    private partial void LogAway(Exception failure, TimeSpan retryAfter);
}
