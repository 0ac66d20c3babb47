namespace Agntz.Domain.Streams;

/// <summary>Why somebody who waits is woken; several may come together.</summary>
[Flags]
public enum WakeReasons
{
    /// <summary>Not woken.</summary>
    None = 0,

    /// <summary>Something of the log may have been committed.</summary>
    Changed = 1,

    /// <summary>It is time for a sign of life.</summary>
    KeepAlive = 2,

    /// <summary>The stream is to end; its reader may come back.</summary>
    Stopping = 4,

    /// <summary>The reader is gone.</summary>
    Aborted = 8,
}
