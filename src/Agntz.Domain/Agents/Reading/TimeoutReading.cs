namespace Agntz.Domain.Agents.Reading;

/// <summary>Reads how long an agent may take.</summary>
internal static class TimeoutReading
{
    // What a timer can count.
    private const long MostMilliseconds = int.MaxValue;

    public static TimeSpan? Read(Fields fields) => fields.Whole("timeoutMs", 1) is { } milliseconds
        ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, MostMilliseconds))
        : null;
}
