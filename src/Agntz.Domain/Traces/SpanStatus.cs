namespace Agntz.Domain.Traces;

/// <summary>Where a span stands, and by the same words its trace.</summary>
public enum SpanStatus
{
    /// <summary>Started and not ended.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Ok,

    /// <summary>Ended with an error.</summary>
    Error,

    /// <summary>Ended because its run was cancelled.</summary>
    Cancelled,
}
