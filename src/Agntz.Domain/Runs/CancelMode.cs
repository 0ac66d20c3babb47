namespace Agntz.Domain.Runs;

/// <summary>How a run is cancelled. The mode of a cancelled run may only be raised.</summary>
public enum CancelMode
{
    /// <summary>Calls in flight finish and are recorded; nothing further starts.</summary>
    Finish,

    /// <summary>Calls in flight are broken off as well.</summary>
    Abort,
}
