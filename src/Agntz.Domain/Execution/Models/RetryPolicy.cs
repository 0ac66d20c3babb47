using Agntz.Domain.Agents;

namespace Agntz.Domain.Execution.Models;

/// <summary>When a failed call to a model is tried again, and after how long.</summary>
internal static class RetryPolicy
{
    private const int DefaultRetries = 2;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the next try.</summary>
    /// <param name="model">The agent's settings.</param>
    /// <param name="failure">Why the last try failed.</param>
    /// <param name="tries">How many tries there were; at least 1.</param>
    /// <returns>Null when there is no next try.</returns>
    public static TimeSpan? WaitBeforeNext(ModelSettings model, ModelCallException failure, int tries)
    {
        if (!failure.Retryable || tries > (model.MaxRetries ?? DefaultRetries))
        {
            return null;
        }

        var wait = failure.RetryAfter ?? FirstWait * Math.Pow(2, tries - 1);
        return wait < LongestWait ? wait : LongestWait;
    }
}
