using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>What failures of SQLite mean.</summary>
internal static class SqliteFailures
{
    // From sqlite3.h: the codes of a value the schema refuses, whatever else happens.
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int Range = 25;

    /// <summary>Whether a row will never go through.</summary>
    public static bool IsRefused(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch or Range };
}
