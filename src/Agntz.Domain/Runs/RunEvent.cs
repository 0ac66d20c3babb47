namespace Agntz.Domain.Runs;

/// <summary>One entry of a run's log before it has a number. It exists when its transaction has committed.</summary>
/// <param name="Type">The event's name, such as <c>run-spawn</c>.</param>
/// <param name="Body">One JSON object as text, with <c>type</c> and <c>runId</c>, without <c>seq</c>.</param>
public sealed record RunEvent(string Type, string Body)
{
    /// <summary>The event with its number, as the log keeps it.</summary>
    public string Number(long sequence) => string.Concat(Body.AsSpan(0, Body.Length - 1), $",\"seq\":{sequence}}}");
}
