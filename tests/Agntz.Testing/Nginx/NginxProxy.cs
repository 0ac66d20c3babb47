using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Agntz.Testing.Nginx;

/// <summary>
/// Debian's nginx with its default settings in front of servers, on a free loopback port. Stopped when it is disposed.
/// </summary>
public sealed class NginxProxy : IAsyncDisposable
{
    private const string Started = "start worker process ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private NginxProxy(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{port}{NginxConfiguration.Location}");
    }

    /// <summary>Where the server behind it is reached.</summary>
    public Uri Address { get; }

    /// <summary>
    /// Starts one. Skips the test, with the reason, where nginx is not installed, unless <c>AGNTZ_REQUIRE_NGINX=1</c>
    /// forbids that.
    /// </summary>
    /// <param name="targets">The addresses of the servers; several are asked in turns.</param>
    public static async Task<NginxProxy> StartAsync(params IReadOnlyList<Uri> targets)
    {
        var program = Find();
        var folder = Directory.CreateTempSubdirectory("agntz-nginx-");
        var port = FreePort();
        string[] command = [program, "-e", "stderr", "-c", NginxConfiguration.Write(folder.FullName, port, targets)];
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "-R", "nobody", folder.FullName);
            command = ["setpriv", "--reuid=nobody", "--clear-groups", "--", .. command];
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true };

        var proxy = new NginxProxy(Process.Start(start)!, folder, port);
        try
        {
            await proxy.WaitUntilListeningAsync().WaitAsync(Patience);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await RunAsync("kill", "-TERM", $"{_process.Id}");
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Find()
    {
        const string Missing = "No nginx for tests: install Debian's nginx-light.";
        var places = new[] { "/usr/sbin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        var program = places.Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);
        if (program is null || !NginxConfiguration.IsInstalled)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("AGNTZ_REQUIRE_NGINX") is "1", Missing);
            throw new InvalidOperationException($"{Missing} AGNTZ_REQUIRE_NGINX=1 forbids to skip.");
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
            if (line.Contains(Started, StringComparison.Ordinal))
            {
                // What it says from now on is read so that it never waits for a reader.
                _ = _process.StandardError.ReadToEndAsync();
                return;
            }

            said.AppendLine(line);
        }

        throw new InvalidOperationException($"nginx ended before it listened:\n{said}");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }
}
