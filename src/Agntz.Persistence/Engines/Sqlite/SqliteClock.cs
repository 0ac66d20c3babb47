namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>The clock of the database, as statements ask it.</summary>
internal static class SqliteClock
{
    /// <summary>An expression: now, in whole milliseconds since 1970, as instants are kept.</summary>
    public const string Now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
}
