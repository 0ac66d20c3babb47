using System.Net.Sockets;

namespace Agntz.Testing.Postgres;

/// <summary>Looks at the machine the tests run on.</summary>
internal static class ThisMachine
{
    private const string DockerSocket = "/var/run/docker.sock";
    private const string DebianRoot = "/usr/lib/postgresql";

    public static PostgresSurroundings Look() => new(
        Environment.GetEnvironmentVariable("AGNTZ_TEST_POSTGRES"),
        HasDocker(),
        FindBinaries(),
        Environment.GetEnvironmentVariable("AGNTZ_REQUIRE_POSTGRES") is "1");

    private static bool HasDocker()
    {
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 })
        {
            return true;
        }

        if (!File.Exists(DockerSocket))
        {
            return false;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(DockerSocket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string? FindBinaries()
    {
        var debian = Directory.Exists(DebianRoot)
            ? Directory.GetDirectories(DebianRoot).OrderByDescending(Version).Select(root => Path.Combine(root, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return debian.Concat(onPath).FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static double Version(string root) =>
        double.TryParse(Path.GetFileName(root), out var version) ? version : 0;
}
