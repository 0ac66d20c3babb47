namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>Values in the form in which SQLite keeps them here.</summary>
internal static class SqliteValues
{
    public static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => instant.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
