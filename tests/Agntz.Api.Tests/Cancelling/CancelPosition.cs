namespace Agntz.Api.Tests.Cancelling;

/// <summary>From where a run is cancelled.</summary>
public enum CancelPosition
{
    /// <summary>At the process that has the run.</summary>
    SameProcess,

    /// <summary>At a process that has nothing to do with it.</summary>
    OtherProcess,

    /// <summary>At another process, while the one that has the run cannot reach the database and is then declared dead.</summary>
    WorkerDead,

    /// <summary>At the process that has the run, by two at once.</summary>
    TwiceAtOnce,

    /// <summary>At the process that has the run, just as what it waits for comes.</summary>
    RacingWithCompletion,
}
