using System.Globalization;

namespace Agntz.Domain.Time;

/// <summary>Reads clocks in the precision everything here has: whole milliseconds, UTC.</summary>
public static class Instants
{
    /// <summary>The current instant, cut to the millisecond.</summary>
    public static DateTimeOffset GetInstant(this TimeProvider clock) => clock.GetUtcNow().ToInstant();

    /// <summary>The same instant in UTC, cut to the millisecond.</summary>
    public static DateTimeOffset ToInstant(this DateTimeOffset value) =>
        new(value.UtcTicks - (value.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>ISO 8601 with milliseconds, in UTC: how instants are spelled wherever they are text.</summary>
    public static string ToIso(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The later of two instants.</summary>
    public static DateTimeOffset NotBefore(this DateTimeOffset value, DateTimeOffset earliest) =>
        value < earliest ? earliest : value;
}
