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

    /// <summary>The key of whether processes on one Postgres tell each other of their commits.</summary>
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

    /// <summary>
    /// Whether a Postgres is reached through a pooler that gives each transaction another connection, such as PgBouncer in
    /// transaction mode. Settings then go with every transaction instead of with the connection.
    /// </summary>
    /// <value>Found out at the start unless set.</value>
    public bool? Pooler { get; set; }

    /// <summary>
    /// Whether statements that are made often are prepared. A pooler must support that, as PgBouncer does from 1.21 on with
    /// <c>max_prepared_statements</c>.
    /// </summary>
    /// <value>The default is true, and false through a <see cref="Pooler"/>.</value>
    public bool? Prepare { get; set; }

    /// <summary>
    /// Whether this process listens to the commits of others. Read from <see cref="ListenKey"/>; false is seen to when
    /// services are registered.
    /// </summary>
    /// <value>The default is true, and false through a <see cref="Pooler"/>.</value>
    public bool? Listen { get; set; }

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
