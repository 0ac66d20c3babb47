namespace Agntz.Persistence;

/// <summary>Where the service keeps everything.</summary>
public enum StorageProvider
{
    /// <summary>One SQLite file, used by one process.</summary>
    Sqlite,

    /// <summary>A private temporary SQLite file that is deleted on exit.</summary>
    Memory,

    /// <summary>A PostgreSQL database, shared by any number of processes.</summary>
    Postgres,
}
