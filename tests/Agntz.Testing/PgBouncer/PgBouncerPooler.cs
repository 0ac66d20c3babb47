using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using Xunit;

namespace Agntz.Testing.PgBouncer;

/// <summary>
/// Debian's PgBouncer in transaction mode in front of a PostgreSQL server, on a free loopback port. Stopped when it is
/// disposed.
/// </summary>
public sealed class PgBouncerPooler : IAsyncDisposable
{
    private const string Listening = "listening on 127.0.0.1:";
    private const string Program = "pgbouncer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private PgBouncerPooler(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>Where to connect instead of the server.</summary>
    public int Port { get; }

    /// <summary>
    /// Starts one. Skips the test, with the reason, where PgBouncer is not installed, unless
    /// <c>AGNTZ_REQUIRE_PGBOUNCER=1</c> forbids that.
    /// </summary>
    /// <param name="server">How to reach the server.</param>
    /// <param name="settings">Lines of its configuration beside those that it needs.</param>
    public static async Task<PgBouncerPooler> StartAsync(string server, params IReadOnlyList<string> settings)
    {
        var program = Find();
        var folder = Directory.CreateTempSubdirectory("agntz-pgbouncer-");
        var port = FreePort();
        var file = Path.Combine(folder.FullName, "pgbouncer.ini");
        await File.WriteAllTextAsync(file, Configuration(new NpgsqlConnectionStringBuilder(server), port, settings));
        string[] command = [program, file];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "-R", "nobody", folder.FullName);
            command = ["setpriv", "--reuid=nobody", "--clear-groups", "--", .. command];
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true };
        var pooler = new PgBouncerPooler(Process.Start(start)!, folder, port);
        try
        {
            await pooler.WaitUntilListeningAsync().WaitAsync(Patience);
            return pooler;
        }
        catch
        {
            await pooler.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Its way to stop at once; the polite one waits for clients.
            await RunAsync("kill", "-TERM", $"{_process.Id}");
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    // Every client comes in, as the user that the server knows.
    private static string Configuration(NpgsqlConnectionStringBuilder server, int port, IReadOnlyList<string> settings)
    {
        var password = server.Password is { Length: > 0 } secret ? $" password={secret}" : "";
        return $"""
            [databases]
            * = host={Dns.GetHostAddresses(server.Host!)[0]} port={server.Port} user={server.Username}{password}

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            {string.Join('\n', settings)}

            """;
    }

    private static string Find()
    {
        const string Missing = "No PgBouncer for tests: install Debian's pgbouncer.";
        var places = new[] { "/usr/sbin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        var program = places.Select(folder => Path.Combine(folder, Program)).FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("AGNTZ_REQUIRE_PGBOUNCER") is "1", Missing);
            throw new InvalidOperationException($"{Missing} AGNTZ_REQUIRE_PGBOUNCER=1 forbids to skip.");
        }

        return program;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // It says so itself, when its sockets are open.
    private async Task WaitUntilListeningAsync()
    {
        var said = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains(Listening, StringComparison.Ordinal))
            {
                // What it says from now on is read so that it never waits for a reader.
                _ = _process.StandardError.ReadToEndAsync();
                return;
            }

            said.AppendLine(line);
        }

        throw new InvalidOperationException($"PgBouncer ended before it listened:\n{said}");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }
}
