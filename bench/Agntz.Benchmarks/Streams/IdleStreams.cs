using System.Diagnostics;
using System.Globalization;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// Memory of a stream on which nothing happens, against that of a bare stream of Kestrel's. Both processes collect their
/// young garbage often, so that what is counted is what is kept.
/// </summary>
internal static class IdleStreams
{
    private const int Rounds = 3;
    private const int Streams = 4_000;
    private const int WarmUp = 500;
    private const int BarePort = 5097;
    private const double KiB = 1024;

    private static readonly (string Key, string Value)[] SmallNursery = [("DOTNET_GCgen0size", "0x400000")];

    // Longer than it takes to collect, and than the signs of life take to come round once.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(18);

    public static async Task RunAsync(string published, (string, string)[] settings)
    {
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await MeasureOursAsync(published, settings));
            bare.Add(await MeasureBareAsync());
        }

        Console.WriteLine(
            $"idle stream, {Streams} at once: {Figures.Show(ours, "N1")} KiB resident, of which Kestrel's own "
            + $"{Figures.Show(bare, "N1")}; beyond it {Figures.Median(ours) - Figures.Median(bare):N1} KiB");
    }

    private static async Task<double> MeasureOursAsync(string published, (string, string)[] settings)
    {
        await using var service = PublishedService.Start(published, [.. settings, .. SmallNursery]);
        await service.WaitUntilHealthyAsync();
        var run = await service.StartAsync(StreamAgents.Endless);
        var size = await MeasureAsync(service.Process, service.Port, $"/runs/{run}/stream?since=0");
        using var cancelled = await service.Http.PostAsync($"/runs/{run}/cancel?mode=abort", null);
        cancelled.EnsureSuccessStatusCode();
        return size;
    }

    private static async Task<double> MeasureBareAsync()
    {
        // It inherits the setting: this process has begun long ago.
        Environment.SetEnvironmentVariable(SmallNursery[0].Key, SmallNursery[0].Value);
        using var server = ReaderProcess.StartSelf(BareStreams.Name, $"{BarePort}");
        Environment.SetEnvironmentVariable(SmallNursery[0].Key, null);
        await server.StandardOutput.ReadLineAsync();
        var size = await MeasureAsync(server, BarePort, "/");
        await server.StandardInput.WriteLineAsync();
        await server.WaitForExitAsync();
        return size;
    }

    private static async Task<double> MeasureAsync(Process server, int port, string path)
    {
        using var first = await ReaderProcess.OpenAsync(port, path, WarmUp);
        await Task.Delay(Settling);
        var before = Resident(server);
        using var all = await ReaderProcess.OpenAsync(port, path, Streams);
        await Task.Delay(Settling);
        return (Resident(server) - before) / Streams / KiB;
    }

    private static double Resident(Process process)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * KiB;
    }
}
