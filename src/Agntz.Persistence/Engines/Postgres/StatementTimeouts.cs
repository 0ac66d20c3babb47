namespace Agntz.Persistence.Engines.Postgres;

/// <summary>
/// Time limits of statements, as shares of the lease: whoever waits for a connection that has died must find out while
/// there is time to do the same on another one. None is shorter than a process may stand still on a busy machine, so
/// leases of a few seconds have longer shares.
/// </summary>
/// <param name="lease">How long a lease lasts.</param>
internal sealed class StatementTimeouts(TimeSpan lease)
{
    // The server gives up first where it is the server that is slow: then the client hears why, and keeps the connection.
    private const double OfStatement = 0.25;
    private const double OfLock = 0.2;
    private const double OfClient = 0.3;

    private static readonly TimeSpan LeastOfClient = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastOfServer = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LeastOfSilence = TimeSpan.FromSeconds(3);

    /// <summary>How long a client waits for an answer, in seconds.</summary>
    public int ClientSeconds { get; } = Seconds(Most(lease * OfClient, LeastOfClient));

    /// <summary>How long a client waits for the renewal of a lease, in seconds.</summary>
    public int RenewalSeconds { get; } = Seconds(lease / 6);

    /// <summary>How long a server lets a connection be silent that answers no probes, in milliseconds.</summary>
    public long SilenceMilliseconds { get; } = Milliseconds(Most(lease / 3, LeastOfSilence));

    /// <summary>How long a server executes a statement, in milliseconds.</summary>
    public long StatementMilliseconds { get; } = Milliseconds(Most(lease * OfStatement, LeastOfServer));

    /// <summary>How long a server waits for a lock, in milliseconds.</summary>
    public long LockMilliseconds { get; } = Milliseconds(Most(lease * OfLock, LeastOfServer));

    /// <summary>How long a server waits before it probes a silent connection, in seconds.</summary>
    public int ProbeAfterSeconds { get; } = Seconds(lease / 6);

    /// <summary>How long a server waits for the answer to a probe, of which it sends three, in seconds.</summary>
    public int ProbeEverySeconds { get; } = Seconds(lease / 18);

    private static TimeSpan Most(TimeSpan time, TimeSpan least) => time > least ? time : least;

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
