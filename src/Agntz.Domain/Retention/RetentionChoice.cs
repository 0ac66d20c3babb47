namespace Agntz.Domain.Retention;

/// <summary>What a manifest or a request says of how long a run is kept; each part may be left open.</summary>
/// <param name="Mode">What is kept; null where nothing is said of it.</param>
/// <param name="TimeToLive">How long from its creation, in whole seconds; null where nothing is said of it.</param>
public sealed record RetentionChoice(RetentionMode? Mode, TimeSpan? TimeToLive)
{
    /// <summary>The shortest time a run can be told to be kept, in seconds.</summary>
    public const int LeastSeconds = 60;

    /// <summary>The longest, in seconds: a year.</summary>
    public const int MostSeconds = 31_536_000;
}
