using System.Runtime.CompilerServices;

namespace Agntz.Testing;

/// <summary>
/// Keeps hosts from watching their settings files: no test changes one, a machine may have few watchers (128 for each user
/// by default), and one test process holds many hosts.
/// </summary>
internal static class NoFileWatching
{
    private const string Setting = "hostBuilder__reloadConfigOnChange";

    [ModuleInitializer]
    public static void Begin()
    {
        Environment.SetEnvironmentVariable($"DOTNET_{Setting}", "false");
        Environment.SetEnvironmentVariable($"ASPNETCORE_{Setting}", "false");
    }
}
