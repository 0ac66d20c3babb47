namespace Agntz.Domain.Runs;

/// <summary>Tokens the model calls of a run used, each counted once.</summary>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
public readonly record struct RunUsage(long InputTokens, long OutputTokens)
{
    /// <summary>Both together.</summary>
    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>The sum of two usages.</summary>
    public static RunUsage operator +(RunUsage left, RunUsage right) => Add(left, right);

    /// <summary>The sum of two usages.</summary>
    public static RunUsage Add(RunUsage left, RunUsage right) =>
        new(left.InputTokens + right.InputTokens, left.OutputTokens + right.OutputTokens);
}
