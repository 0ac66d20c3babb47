using System.Diagnostics;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// Memory of a stream on which nothing happens, against that of a bare stream of Kestrel's. Both processes are made to
/// collect all of their garbage before they are looked at, so that what is counted is what is kept.
/// </summary>
internal static class IdleStreams
{
    private const int Rounds = 3;
    private const int Streams = 4_000;
    private const int WarmUp = 500;
    private const int BarePort = 5097;
    private const double KiB = 1024;

    // Gives back at once what a collection has freed; otherwise memory that nobody uses any more counts for a while.
    private static readonly (string Key, string Value)[] Giving = [("DOTNET_GCConserveMemory", "9")];

    // Longer than the signs of life take to come round once.
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
            $"idle stream, {Streams} at once: {Figures.Show(ours, "N1")} KiB kept, of which Kestrel's own "
            + $"{Figures.Show(bare, "N1")}; beyond it {Figures.Median(ours) - Figures.Median(bare):N1} KiB");
    }

    private static async Task<double> MeasureOursAsync(string published, (string, string)[] settings)
    {
        await using var service = PublishedService.Start(published, [.. settings, .. Giving]);
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
        Environment.SetEnvironmentVariable(Giving[0].Key, Giving[0].Value);
        using var server = ReaderProcess.StartSelf(BareStreams.Name, $"{BarePort}");
        Environment.SetEnvironmentVariable(Giving[0].Key, null);
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
        var before = await Memory.KeptAsync(server);
        using var all = await ReaderProcess.OpenAsync(port, path, Streams);
        await Task.Delay(Settling);
        return (await Memory.KeptAsync(server) - before) / Streams / KiB;
    }
}
