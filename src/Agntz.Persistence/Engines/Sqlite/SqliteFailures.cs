using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>What failures of SQLite mean.</summary>
internal static class SqliteFailures
{
    // From sqlite3.h: the codes of a statement, or of a value in it, that is refused whatever else happens.
    private const int Mistaken = 1;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Misused = 21;
    private const int Range = 25;

    /// <summary>
    /// Whether the file cannot be used now: it or its disk is full, read-only, broken, or in somebody else's hands.
    /// </summary>
    public static bool IsAway(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: not (Mistaken or Misused) } && !IsRefused(failure);

    /// <summary>Whether a row will never go through.</summary>
    public static bool IsRefused(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch or Range };
}
