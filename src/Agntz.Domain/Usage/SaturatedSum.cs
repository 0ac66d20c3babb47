namespace Agntz.Domain.Usage;

/// <summary>
/// Adds counts that others report. A count may be as large as its type, so a sum stops at the largest number there is
/// instead of wrapping or throwing.
/// </summary>
public static class SaturatedSum
{
    /// <summary>The sum of two counts.</summary>
    public static long Of(long left, long right)
    {
        var sum = unchecked(left + right);
        var hasWrapped = ((left ^ sum) & (right ^ sum)) < 0;
        return !hasWrapped ? sum : left < 0 ? long.MinValue : long.MaxValue;
    }

    /// <summary>The sum of many counts.</summary>
    public static long Of(IEnumerable<long> counts) => counts.Aggregate(0L, Of);

    /// <summary>The sum of two costs.</summary>
    public static decimal Of(decimal left, decimal right)
    {
        try
        {
            return left + right;
        }
        catch (OverflowException)
        {
            return left < 0 ? decimal.MinValue : decimal.MaxValue;
        }
    }
}
