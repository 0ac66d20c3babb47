using System.Data.Common;
using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>What failures of PostgreSQL mean.</summary>
internal static class PostgresFailures
{
    private const string BadValue = "22";
    private const string BrokenConstraint = "23";
    private const string LimitExceeded = "54";
    private const string InternalError = "XX";

    /// <summary>Whether the transaction met another one, which has gone through.</summary>
    public static bool IsConflict(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Whether somebody else was in the way, and may be still.</summary>
    public static bool IsContended(DbException failure) =>
        IsConflict(failure) || failure.SqlState is PostgresErrorCodes.LockNotAvailable;

    /// <summary>Whether a key is there already.</summary>
    public static bool IsDuplicate(DbException failure) => failure.SqlState is PostgresErrorCodes.UniqueViolation;

    /// <summary>Whether a row will never go through.</summary>
    public static bool IsRefused(DbException failure) =>
        IsOfClass(failure, BadValue) || IsOfClass(failure, BrokenConstraint);

    /// <summary>Whether a statement is more than the server can take now, or breaks it.</summary>
    public static bool IsTooMuch(DbException failure) =>
        IsOfClass(failure, LimitExceeded) || IsOfClass(failure, InternalError)
        || failure.SqlState is PostgresErrorCodes.OutOfMemory;

    /// <summary>Whether a statement took longer than it may, by the server's limit or by the client's.</summary>
    public static bool IsTooSlow(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.QueryCanceled
        || failure is NpgsqlException { InnerException: TimeoutException, IsTransient: true } and not PostgresException;

    private static bool IsOfClass(DbException failure, string sqlClass) =>
        failure.SqlState?.StartsWith(sqlClass, StringComparison.Ordinal) is true;
}
