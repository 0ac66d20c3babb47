namespace Agntz.Domain.Runs;

/// <summary>
/// How long a run may take, from when a worker first took it; a takeover does not begin anew. Counted by the
/// database's clock.
/// </summary>
/// <param name="Limit">In all.</param>
/// <param name="Left">What is left of it now; zero or less when it is over.</param>
public readonly record struct RunTime(TimeSpan Limit, TimeSpan Left)
{
    /// <summary>How long a run may take unless somebody says otherwise.</summary>
    public static TimeSpan DefaultLimit { get; } = TimeSpan.FromHours(1);

    /// <summary>The longest limit there can be.</summary>
    public static TimeSpan MaxLimit { get; } = TimeSpan.FromDays(30);

    /// <summary>A run that begins now.</summary>
    public static RunTime Of(TimeSpan limit) => new(limit, limit);
}
