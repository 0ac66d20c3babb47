using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Agntz.Persistence.Engines.Sqlite;

/// <summary>
/// The file of the embedded database. A private one is made for <see cref="StorageProvider.Memory"/> and deleted with
/// this object; any other stays.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private const string DefaultFile = "agntz.db";

    private readonly bool _isPrivate;

    public SqliteFile(IOptions<StorageOptions> options)
    {
        var storage = options.Value;
        _isPrivate = storage.Provider is StorageProvider.Memory;
        var builder = new SqliteConnectionStringBuilder(_isPrivate ? null : storage.ConnectionString);
        if (_isPrivate)
        {
            builder.DataSource = Path.Combine(Directory.CreateTempSubdirectory("agntz-").FullName, DefaultFile);
        }
        else if (builder.DataSource.Length == 0)
        {
            builder.DataSource = DefaultFile;
        }

        FullPath = Path.GetFullPath(builder.DataSource);
        ConnectionString = builder.ToString();
    }

    /// <summary>Where the file is.</summary>
    public string FullPath { get; }

    /// <summary>How it is opened for reading.</summary>
    public string ConnectionString { get; }

    /// <summary>How much of a commit must be on the disk before it is acknowledged.</summary>
    public string Synchronous => _isPrivate ? "OFF" : "FULL";

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        if (_isPrivate)
        {
            Directory.Delete(Path.GetDirectoryName(FullPath)!, recursive: true);
        }
    }
}
