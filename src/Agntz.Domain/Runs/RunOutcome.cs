namespace Agntz.Domain.Runs;

/// <summary>What came of one execution of a run.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>The run has a result.</summary>
    /// <param name="Result">The result as one JSON object, in the form of <see cref="RunResult"/>.</param>
    public sealed record Completed(string Result) : RunOutcome
    {
        /// <summary>What the record keeps of it, in the same form; null for all.</summary>
        public string? Kept { get; init; }
    }

    /// <summary>The run has an error.</summary>
    /// <param name="Error">What its caller reads.</param>
    public sealed record Failed(RunError Error) : RunOutcome;

    /// <summary>The run was cancelled.</summary>
    /// <param name="Reason">What its caller reads.</param>
    public sealed record Cancelled(string Reason) : RunOutcome;
}
