using System.Data.Common;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>What failures of PostgreSQL mean.</summary>
internal static class PostgresFailures
{
    private const string BadValue = "22";
    private const string BrokenConstraint = "23";

    /// <summary>Whether the transaction met another one, which has gone through.</summary>
    public static bool IsConflict(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether somebody else was in the way, and may be still.</summary>
    public static bool IsContended(DbException failure) =>
        IsConflict(failure) || failure.SqlState is PostgresErrorCodes.LockNotAvailable;

    /// <summary>Whether a key is there already.</summary>
    public static bool IsDuplicate(DbException failure) => failure.SqlState is PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether no answer came in time, from a connection that may be dead.</summary>
    public static bool IsSilence(Exception failure) => failure is NpgsqlException { InnerException: TimeoutException };

    /// <summary>Whether a row will never go through.</summary>
    public static bool IsRefused(DbException failure) => failure.SqlState is { } state
        && (state.StartsWith(BadValue, StringComparison.Ordinal)
            || state.StartsWith(BrokenConstraint, StringComparison.Ordinal));
}
