using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>Readers in a process of their own, so that what they cost is not counted as the server's.</summary>
internal sealed class ReaderProcess : IDisposable
{
    public const string Name = "read-streams";

    private ReaderProcess(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Opens so many streams, and returns when all are open.</summary>
    public static async Task<ReaderProcess> OpenAsync(int port, string path, int count)
    {
        var readers = new ReaderProcess(StartSelf(Name, $"{port}", path, $"{count}"));
        await readers.Process.StandardOutput.ReadLineAsync();
        return readers;
    }

    /// <summary>Starts this program once more.</summary>
    public static Process StartSelf(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ReaderProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;

    /// <summary>Waits for the end of all streams.</summary>
    public async Task<Reading> ResultAsync()
    {
        var line = await Process.StandardOutput.ReadLineAsync();
        return JsonSerializer.Deserialize<Reading>(line!)!;
    }

    /// <summary>What that process does.</summary>
    public static async Task ServeAsync(string[] arguments)
    {
        var (port, path, count) = (int.Parse(arguments[0]), arguments[1], int.Parse(arguments[2]));
        var sockets = new List<Socket>();
        while (sockets.Count < count)
        {
            sockets.Add(await RawStream.OpenAsync(port, path));
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await Console.Out.WriteLineAsync("open");
        var readers = sockets.ConvertAll(socket => new StampedReader(socket));
        await Task.WhenAll(readers.Select(reader => reader.ReadAsync()));
        var delays = readers.SelectMany(reader => reader.DelaysMs).ToList();
        var ticks = readers.Max(reader => reader.Last) - readers.Min(reader => reader.First);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new Reading(
            readers.Sum(reader => reader.Frames), delays.Count, ticks / (double)Stopwatch.Frequency,
            Figures.Median(delays), Figures.Percentile(delays, 0.99), used.TotalSeconds)));
    }

    public void Dispose()
    {
        Process.Kill();
        Process.WaitForExit();
        Process.Dispose();
    }
}
