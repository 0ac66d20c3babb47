using Agntz.Domain.Usage;

namespace Agntz.Domain.Runs;

/// <summary>Tokens the model calls of a run used, each counted once.</summary>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
public readonly record struct RunUsage(long InputTokens, long OutputTokens)
{
    /// <summary>Both together; like every sum of them the largest number there is, where they come to more.</summary>
    public long TotalTokens => SaturatedSum.Of(InputTokens, OutputTokens);

    /// <summary>The sum of two usages.</summary>
    public static RunUsage operator +(RunUsage left, RunUsage right) => Add(left, right);

    /// <summary>The sum of two usages.</summary>
    public static RunUsage Add(RunUsage left, RunUsage right) =>
        new(SaturatedSum.Of(left.InputTokens, right.InputTokens), SaturatedSum.Of(left.OutputTokens, right.OutputTokens));
}
