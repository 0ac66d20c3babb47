using System.Data.Common;

namespace Agntz.Domain.Health;

/// <summary>Tells a database that cannot be reached, or has lost us, from everything else that fails.</summary>
public static class DatabaseAway
{
    /// <summary>Whether that is what has failed: asked again later, it may answer.</summary>
    public static bool Is(Exception? failure) =>
        failure is not null && (failure is DbException { IsTransient: true } || Is(failure.InnerException));
}
