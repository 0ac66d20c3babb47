using System.Diagnostics;

namespace Agntz.Domain.Execution.Recording;

/// <summary>Where a call to the outside belongs: the span it is made for.</summary>
public static class CallTrace
{
    /// <summary>
    /// The value of the header <c>traceparent</c> of a request that is sent now: it names the trace of the run and the span
    /// of the call, as they are stored. Null outside the calls of runs.
    /// </summary>
    public static string? Parent
    {
        get
        {
            // Libraries begin spans of their own within ours, which nobody stores.
            var activity = Activity.Current;
            while (activity is not null && activity.OperationName != SpanSource.Operation)
            {
                activity = activity.Parent;
            }

            return activity?.Id;
        }
    }
}
