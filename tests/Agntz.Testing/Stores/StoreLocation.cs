using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Postgres;
using Npgsql;

namespace Agntz.Testing.Stores;

/// <summary>A database of one test, and how to reach it. Removed when it is disposed.</summary>
public sealed class StoreLocation : IAsyncDisposable
{
    private readonly PostgresDatabase? _database;
    private readonly DirectoryInfo? _folder;

    private StoreLocation(
        StorageProvider provider, string? connectionString, PostgresDatabase? database, DirectoryInfo? folder)
    {
        Provider = provider;
        ConnectionString = connectionString;
        _database = database;
        _folder = folder;
    }

    /// <summary>The engine.</summary>
    public StorageProvider Provider { get; }

    /// <summary>How to reach it; null for <see cref="StorageProvider.Memory"/>, which nobody else can reach.</summary>
    public string? ConnectionString { get; }

    /// <summary>Makes one. On Postgres it is migrated already, unless it is to be empty.</summary>
    public static async Task<StoreLocation> CreateAsync(StorageProvider provider, bool empty = false)
    {
        switch (provider)
        {
            case StorageProvider.Postgres:
                var database = empty
                    ? await PostgresServer.CreateDatabaseAsync()
                    : await MigratedTemplate.CloneAsync();
                return new StoreLocation(provider, database.ConnectionString, database, null);
            case StorageProvider.Sqlite:
                var folder = Directory.CreateTempSubdirectory("agntz-test-");
                return new StoreLocation(provider, $"Data Source={Path.Combine(folder.FullName, "agntz.db")}", null, folder);
            default:
                return new StoreLocation(provider, null, null, null);
        }
    }

    /// <summary>Where its server listens; on Postgres alone.</summary>
    public IPEndPoint EndPoint
    {
        get
        {
            var connection = new NpgsqlConnectionStringBuilder(ConnectionString);
            return new IPEndPoint(Dns.GetHostAddresses(connection.Host!)[0], connection.Port);
        }
    }

    /// <summary>The same database through another port, such as that of a proxy.</summary>
    public StoreLocation Through(int port) => new(
        Provider, new NpgsqlConnectionStringBuilder(ConnectionString) { Port = port }.ToString(), null, null);

    /// <summary>The same database as somebody else's server.</summary>
    public static StoreLocation Of(string postgres) => new(StorageProvider.Postgres, postgres, null, null);

    /// <summary>
    /// What the files of a database of SQLite hold, also while it is used: the log first, which may go at any time when
    /// all of it is in the file itself.
    /// </summary>
    public IReadOnlyList<string> ReadFiles()
    {
        var file = ConnectionString!.Split('=')[1];
        string[] read = [.. ReadIfThere($"{file}-wal"), .. ReadIfThere(file)];
        return read;
    }

    /// <summary>The settings that lead a service here.</summary>
    public IReadOnlyDictionary<string, string?> Settings() => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = Provider.ToString(),
        ["ConnectionStrings:Agntz"] = ConnectionString,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder?.Delete(recursive: true);
    }

    private static IEnumerable<string> ReadIfThere(string path)
    {
        FileStream opened;
        try
        {
            opened = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            yield break;
        }

        using var reader = new StreamReader(opened);
        yield return reader.ReadToEnd();
    }
}
