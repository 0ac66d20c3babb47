using System.Globalization;

namespace Agntz.Api.Json;

/// <summary>Instants as the wire spells them.</summary>
internal static class WireTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>ISO 8601 with milliseconds, in UTC.</summary>
    public static string ToIso(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Whole milliseconds between two instants; null when the later one is not known.</summary>
    public static long? MillisecondsUntil(this DateTimeOffset start, DateTimeOffset? end) =>
        end is { } instant ? (long)(instant - start).TotalMilliseconds : null;
}
