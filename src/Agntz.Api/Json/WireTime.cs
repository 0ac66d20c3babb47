namespace Agntz.Api.Json;

/// <summary>Times as the wire counts them.</summary>
internal static class WireTime
{
    /// <summary>Whole milliseconds between two instants; null when the later one is not known.</summary>
    public static long? MillisecondsUntil(this DateTimeOffset start, DateTimeOffset? end) =>
        end is { } instant ? (long)(instant - start).TotalMilliseconds : null;
}
