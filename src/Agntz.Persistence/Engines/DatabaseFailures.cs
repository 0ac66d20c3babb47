using System.Data.Common;
using Agntz.Domain.Health;

namespace Agntz.Persistence.Engines;

/// <summary>Looks through the causes of a failure for one that an engine calls away.</summary>
/// <param name="isAway">What the engine says of a failure of its own.</param>
internal sealed class DatabaseFailures(Func<DbException, bool> isAway) : IDatabaseFailures
{
    public bool MeanAway(Exception failure)
    {
        for (var cause = failure; cause is not (null or OperationCanceledException); cause = cause.InnerException)
        {
            if (cause is DbException found && (found.IsTransient || isAway(found)))
            {
                return true;
            }
        }

        return false;
    }
}
