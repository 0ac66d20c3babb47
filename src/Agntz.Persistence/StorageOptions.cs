using System.ComponentModel.DataAnnotations;

namespace Agntz.Persistence;

/// <summary>Where and how the service keeps everything.</summary>
public sealed class StorageOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Storage";

    /// <summary>The name of the connection string.</summary>
    public const string ConnectionName = "Agntz";

    /// <summary>The key of <see cref="LeaseDuration"/>, which workers read as well.</summary>
    public const string LeaseKey = "Worker:LeaseDuration";

    /// <summary>The key of whether processes on one Postgres tell each other of their commits; true unless set.</summary>
    public const string ListenKey = "Streams:Listen";

    private const long Mebibyte = 1024 * 1024;

    /// <summary>The kind of database.</summary>
    /// <value>The default is <see cref="StorageProvider.Sqlite"/>.</value>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>
    /// How to reach the database: for Postgres a connection string, for SQLite <c>Data Source=file</c>. Read from
    /// <c>ConnectionStrings:Agntz</c>.
    /// </summary>
    /// <value>The default is <c>agntz.db</c> in the current folder for SQLite; Postgres has none.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// How long the start waits for a database that does not answer, as when both are started together; on Postgres
    /// alone. Zero gives up at once.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bytes may wait to be committed before new work must wait or is turned away.</summary>
    /// <value>The default is 64 MiB.</value>
    [Range(Mebibyte / 16, 1024 * Mebibyte)]
    public long BufferBytes { get; set; } = 64 * Mebibyte;

    /// <summary>
    /// How long a worker's runs stay its own after its last sign of life. Read from <see cref="LeaseKey"/>; connections
    /// that hold locks give up after a third of it.
    /// </summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);
}
