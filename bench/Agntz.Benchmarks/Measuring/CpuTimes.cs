using System.Diagnostics;

namespace Agntz.Benchmarks.Measuring;

/// <summary>The processor time of the parts of a measurement: who used how much of the machine.</summary>
internal sealed record CpuTimes(TimeSpan Client, TimeSpan Server, TimeSpan Database)
{
    public static CpuTimes Now(Process server) => new(
        Process.GetCurrentProcess().TotalProcessorTime, Refreshed(server).TotalProcessorTime, OfDatabases());

    public string Since(CpuTimes start) =>
        $"client+model {Seconds(Client - start.Client)}, server {Seconds(Server - start.Server)}, "
        + $"database {Seconds(Database - start.Database)} on {Environment.ProcessorCount} cores";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:N1} s";

    private static Process Refreshed(Process process)
    {
        process.Refresh();
        return process;
    }

    // Read from the kernel by hand: the runtime does not find server processes that have renamed themselves.
    private static TimeSpan OfDatabases()
    {
        const int UserTicks = 11;
        const int KernelTicks = 12;
        const int TicksPerSecond = 100;
        var ticks = 0L;
        foreach (var stat in Directory.EnumerateDirectories("/proc").Select(folder => Path.Combine(folder, "stat")))
        {
            if (TryRead(stat) is { } text && text.Contains("(postgres)", StringComparison.Ordinal))
            {
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                ticks += long.Parse(fields[UserTicks]) + long.Parse(fields[KernelTicks]);
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (IOException)
        {
            return null; // It ended between being listed and being looked at.
        }
    }
}
