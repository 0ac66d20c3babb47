namespace Agntz.Domain.Execution.Budgets;

/// <summary>The number of things a part of a run has made, each of which one run may make only so often.</summary>
/// <param name="Executions">Executions of agents.</param>
/// <param name="Spans">Spans.</param>
/// <param name="Steps">Steps and branches, skipped ones included.</param>
internal readonly record struct RunMade(long Executions, long Spans, long Steps)
{
    public static RunMade Execution { get; } = new(1, 1, 0);

    public static RunMade Span { get; } = new(0, 1, 0);

    public static RunMade Step { get; } = new(0, 0, 1);

    public static RunMade operator +(RunMade left, RunMade right) =>
        new(left.Executions + right.Executions, left.Spans + right.Spans, left.Steps + right.Steps);
}
