namespace Agntz.Domain.Streams;

/// <summary>The two logs of a run, each with its own numbers from 1, without a gap.</summary>
public enum LogKind
{
    /// <summary>What <c>/runs/{id}/stream</c> shows.</summary>
    Events,

    /// <summary>What <c>/traces/{id}/stream</c> shows.</summary>
    Spans,
}
