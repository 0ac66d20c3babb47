using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Agntz.Testing.Stores;

namespace Agntz.Testing.Http;

/// <summary>The service as a process of its own, as somebody starts it: for what a process prints, and how it ends.</summary>
public sealed class AgntzProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly StringBuilder _output = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private AgntzProcess(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Whether no process of these tests can be interrupted: shells start background jobs of scripts so that they and all
    /// below them ignore it.
    /// </summary>
    public static bool IgnoresInterrupts
    {
        get
        {
            const string Status = "/proc/self/status";
            const string Ignored = "SigIgn:";
            const ulong Interrupt = 1UL << 1;
            var line = File.Exists(Status)
                ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Ignored, StringComparison.Ordinal))
                : null;
            return line is not null && (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & Interrupt) != 0;
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it on a database, with the key that tests use.</summary>
    public static AgntzProcess StartOn(StoreLocation location, params (string Key, string Value)[] settings) =>
        Start(folder: null,
        [
            .. location.Settings().Select(it => (it.Key.Replace(":", "__", StringComparison.Ordinal), it.Value!)),
            ("Auth__BootstrapApiKey", AgntzApplication.Key),
            .. settings,
        ]);

    /// <summary>Starts it in an empty folder, or in one that another has left.</summary>
    public static AgntzProcess Start(DirectoryInfo? folder = null, params (string Key, string Value)[] settings) =>
        StartFor([], folder, settings);

    /// <summary>Starts it for something else than to serve.</summary>
    /// <param name="arguments">What for.</param>
    /// <param name="folder">The folder it runs in; null for an empty one.</param>
    /// <param name="settings">What it is told by its environment.</param>
    public static AgntzProcess StartFor(
        string[] arguments, DirectoryInfo? folder, params (string Key, string Value)[] settings)
    {
        folder ??= Directory.CreateTempSubdirectory("agntz-process-");
        var program = Path.Combine(AppContext.BaseDirectory, "Agntz.Api.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_TieredPGO"] = "0"; // As the tests themselves: it does not live long enough to gain by it.
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new AgntzProcess(new Process { StartInfo = start }, folder);
    }

    /// <summary>The folder it runs in.</summary>
    public DirectoryInfo Folder => _folder;

    /// <summary>Waits until it listens.</summary>
    /// <returns>Where.</returns>
    public async Task<Uri> WaitUntilListeningAsync()
    {
        const string Mark = "Now listening on: ";
        await WaitForLineAsync(Mark);
        var output = Output;
        var start = output.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return new Uri(output[start..output.IndexOf('\n', start)].Trim());
    }

    /// <summary>Waits until it has printed a line with a text.</summary>
    /// <returns>Everything printed by then.</returns>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (!await _lines.Reader.WaitToReadAsync(patience.Token))
            {
                throw new InvalidOperationException($"The process ended without printing '{text}':\n{Output}");
            }

            _lines.Reader.TryRead(out _);
        }

        return Output;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Tells it to stop, as a terminal or a container does, and waits until it has.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await WaitForExitAsync();
    }

    /// <summary>Tells it to stop, as Ctrl-C does, and waits until it has.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        await SignalAsync("INT");
        return await WaitForExitAsync();
    }

    /// <summary>Tells it to stop, and kills it where it has not by then, as containers are stopped.</summary>
    /// <returns>Whether it had to be killed.</returns>
    public async Task<bool> StopOrKillAsync(TimeSpan patience)
    {
        await SignalAsync("TERM");
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience);
            return false;
        }
        catch (TimeoutException)
        {
            await KillAsync();
            return true;
        }
    }

    /// <summary>Stops it in the middle of whatever it does, as a machine that is suspended does.</summary>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on where it was stopped.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>Kills it, so that nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        _lines.Writer.TryWrite(line);
    }
}
