namespace Agntz.Domain.Workers;

/// <summary>What became of runs that were taken back.</summary>
/// <param name="Requeued">How many wait for another worker now.</param>
/// <param name="Ended">How many have ended.</param>
public readonly record struct RecoveredRuns(int Requeued, int Ended)
{
    /// <summary>How many need not wait for older runs of their session any more, and had not been told.</summary>
    public int Readied { get; init; }

    /// <summary>All of them together.</summary>
    public int Count => Requeued + Ended + Readied;

    /// <summary>The sum of two.</summary>
    public static RecoveredRuns operator +(RecoveredRuns left, RecoveredRuns right) => Add(left, right);

    /// <summary>The sum of two.</summary>
    public static RecoveredRuns Add(RecoveredRuns left, RecoveredRuns right) =>
        new(left.Requeued + right.Requeued, left.Ended + right.Ended) { Readied = left.Readied + right.Readied };
}
