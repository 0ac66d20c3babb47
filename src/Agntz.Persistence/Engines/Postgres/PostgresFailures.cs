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
    private const string IdleTimeout = "25P03";
    private const string TransactionTimeout = "25P04";

    // Classes of statements that are wrong in themselves: whatever state the database is in, they never go through.
    private static readonly string[] StatementFaults =
        ["21", BadValue, BrokenConstraint, "24", "25", "42", "44", LimitExceeded];

    // Codes of those classes that speak of the database all the same. A schema that may not be used any more is passed
    // over in the search for a table, so a table may be missing because a privilege is.
    private static readonly string[] DatabaseFaults =
    [
        PostgresErrorCodes.ReadOnlySqlTransaction, IdleTimeout, TransactionTimeout,
        PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.UndefinedTable,
        PostgresErrorCodes.DuplicatePreparedStatement,
    ];

    // Classes of failures that somebody has to mend: at a start, the settings may be wrong.
    private static readonly string[] Misconfigurations =
        ["28", "3D", "3F", PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.UndefinedTable];

    /// <summary>
    /// Whether the database cannot be used now. A failure without a code is one of the connection: the server was not
    /// reached, was lost, or is not the one that is wanted.
    /// </summary>
    public static bool IsAway(DbException failure) =>
        failure.SqlState is not { } state || !IsIn(StatementFaults, state) || IsIn(DatabaseFaults, state);

    /// <summary>Whether a start must not wait for it: the server refuses what the settings ask for.</summary>
    public static bool IsMisconfiguration(Exception? failure) =>
        failure is not null
        && (failure is DbException { SqlState: { } state } ? IsIn(Misconfigurations, state)
            : IsMisconfiguration(failure.InnerException));

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
    public static bool IsRefused(DbException failure) => IsOfClass(failure, BadValue, BrokenConstraint);

    /// <summary>Whether a statement is more than the server can take now, or breaks it.</summary>
    public static bool IsTooMuch(DbException failure) =>
        IsOfClass(failure, LimitExceeded, InternalError) || failure.SqlState is PostgresErrorCodes.OutOfMemory;

    /// <summary>Whether a statement took longer than it may, by the server's limit or by the client's.</summary>
    public static bool IsTooSlow(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.QueryCanceled || IsSilence(failure);

    private static bool IsOfClass(DbException failure, params ReadOnlySpan<string> classes) =>
        failure.SqlState is { } state && IsIn(classes, state);

    private static bool IsIn(ReadOnlySpan<string> classes, string state)
    {
        foreach (var it in classes)
        {
            if (state.StartsWith(it, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
