using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Agntz.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of our own in a temporary folder on a free loopback port, with default durability. Stopped and
/// removed when it is disposed, or when the process exits.
/// </summary>
public sealed class LocalPostgres : IAsyncDisposable
{
    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port = FreePort();
    private bool _killed;

    private LocalPostgres(string binaries, string folder)
    {
        _binaries = binaries;
        _folder = folder;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <summary>How to reach it, as its superuser.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, _port);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<LocalPostgres> StartNewAsync(string binaries)
    {
        var server = await PrepareAsync(binaries);
        await server.RunAsUserAsync("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>Makes and starts a hot standby of this server: it follows until it is promoted.</summary>
    public async Task<LocalPostgres> StartStandbyAsync()
    {
        var standby = await PrepareAsync(_binaries);
        await standby.RunAsUserAsync(
            "pg_basebackup", "-D", standby.Data, "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-R",
            "-X", "stream", "-c", "fast", "--no-sync");
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Kills it with all its processes, as a machine that loses its power does.</summary>
    public async Task KillAsync()
    {
        _killed = true;
        var postmaster = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();

        // The parent first, so that it starts no others in place of those that are killed.
        var children = ChildrenOf(postmaster);
        await RunAsync("kill", "-9", postmaster);
        foreach (var child in children)
        {
            await RunAsync("/bin/sh", "-c", $"kill -9 {child} || true");
        }
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Executes statements as the superuser, one after the other.</summary>
    /// <returns>What the last one gives first.</returns>
    public async Task<object?> ExecuteAsync(params string[] statements)
    {
        object? result = null;
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            result = await command.ExecuteScalarAsync();
        }

        return result;
    }

    /// <summary>Starts it again after a stop, on the same port with the same files.</summary>
    public Task StartAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300", "start");

    /// <summary>Stops it as a crash does: nothing is flushed, every connection is cut.</summary>
    public Task StopAsync() => RunAsUserAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (!_killed && File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? User =>
        Environment.UserName is not "root" ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    private static async Task<LocalPostgres> PrepareAsync(string binaries)
    {
        var folder = Directory.CreateTempSubdirectory("agntz-pg-").FullName;
        var server = new LocalPostgres(binaries, folder);
        if (User is { } user)
        {
            await RunAsync("chown", user, folder);
        }

        return server;
    }

    // Read before they are orphans, from what the system says of every process: state, then the parent.
    private static IReadOnlyList<string> ChildrenOf(string parent) =>
    [
        .. Directory.GetDirectories("/proc").Select(Path.GetFileName).OfType<string>()
            .Where(name => name.All(char.IsAsciiDigit) && ParentOf(name) == parent),
    ];

    private static string? ParentOf(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ')[1];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void OnProcessExit(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private Task RunAsUserAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        return User is { } user
            ? RunAsync("runuser", ["-u", user, "--", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The server inherits what its starter has open, so its output must not be a pipe that somebody reads to its end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'{program} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}.");
        }
    }
}
