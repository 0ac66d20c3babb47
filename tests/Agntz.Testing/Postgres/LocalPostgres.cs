using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

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
        var folder = Directory.CreateTempSubdirectory("agntz-pg-").FullName;
        var server = new LocalPostgres(binaries, folder);
        if (User is { } user)
        {
            await RunAsync("chown", user, folder);
        }

        await server.RunAsUserAsync("initdb", "-D", server.Data, "-A", "trust", "-U", "postgres", "--no-sync");
        await server.StartAsync();
        return server;
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
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? User =>
        Environment.UserName is not "root" ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

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
