using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Agntz.Benchmarks.Measuring;

/// <summary>The service published as it is shipped, started as a process of its own.</summary>
internal sealed class PublishedService : IAsyncDisposable
{
    public const string Key = "ar_live_benchmark-0123456789";

    private const int UsualPort = 5099;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agntz-bench-");

    private readonly StringBuilder _output = new();

    private PublishedService(ProcessStartInfo start, int port)
    {
        Port = port;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        start.WorkingDirectory = _folder.FullName;
        Process = Process.Start(start)!;
        Process.OutputDataReceived += (_, line) => _output.AppendLine(line.Data);
        Process.BeginOutputReadLine();
        Http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public Process Process { get; }

    public int Port { get; }

    public HttpClient Http { get; }

    /// <summary>Publishes the service into a temporary folder, once.</summary>
    public static async Task<string> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("agntz-publish-").FullName;
        using var publish = Process.Start(
            "dotnet",
            ["publish", "src/Agntz.Api", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder,
                "-v", "q"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? folder
            : throw new InvalidOperationException(
                "The service could not be published; run this in the repository's root.");
    }

    public static PublishedService Start(string folder, params (string Key, string Value)[] settings) =>
        StartAt(UsualPort, folder, settings);

    public static PublishedService StartAt(int port, string folder, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Agntz.Api.dll")])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["Auth__BootstrapApiKey"] = Key;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new PublishedService(start, port);
    }

    /// <summary>Asks for its health, over and over, until it answers.</summary>
    public async Task WaitUntilHealthyAsync()
    {
        while (true)
        {
            try
            {
                using var response = await Http.GetAsync("/health");
                if (response.StatusCode is HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                if (Process.HasExited)
                {
                    throw new InvalidOperationException($"The service ended:\n{_output}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(5));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (var kill = Process.Start("kill", ["-TERM", $"{Process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await Process.WaitForExitAsync();
        Process.Dispose();
        _folder.Delete(recursive: true);
    }
}
