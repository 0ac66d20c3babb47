namespace Agntz.Domain.Workers;

/// <summary>What became of runs that were taken back.</summary>
/// <param name="Requeued">How many wait for another worker now.</param>
/// <param name="Ended">How many have ended.</param>
public readonly record struct RecoveredRuns(int Requeued, int Ended)
{
    /// <summary>Both together.</summary>
    public int Count => Requeued + Ended;

    /// <summary>The sum of two.</summary>
    public static RecoveredRuns operator +(RecoveredRuns left, RecoveredRuns right) => Add(left, right);

    /// <summary>The sum of two.</summary>
    public static RecoveredRuns Add(RecoveredRuns left, RecoveredRuns right) =>
        new(left.Requeued + right.Requeued, left.Ended + right.Ended);
}
