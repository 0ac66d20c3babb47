using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace Agntz.Benchmarks.Measuring;

/// <summary>The memory of another process.</summary>
internal static class Memory
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectHeap = 0x800000;
    private const int Collections = 25;
    private const double KiB = 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    /// <summary>What it keeps resident after full collections, in bytes.</summary>
    public static async Task<double> KeptAsync(Process process)
    {
        for (var times = 0; times < Collections; times++)
        {
            await CollectAsync(process.Id);
        }

        var line = File.ReadLines($"/proc/{process.Id}/status")
            .Single(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        var value = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return double.Parse(value, CultureInfo.InvariantCulture) * KiB;
    }

    // The runtime collects when somebody begins to listen with this keyword.
    private static async Task CollectAsync(int process)
    {
        var provider = new EventPipeProvider(Runtime, EventLevel.Informational, CollectHeap);
        using var session = await new DiagnosticsClient(process)
            .StartEventPipeSessionAsync([provider], requestRundown: false, token: CancellationToken.None);
        var reading = session.EventStream.CopyToAsync(Stream.Null);
        await Task.Delay(Settling);
        await session.StopAsync(CancellationToken.None);
        await reading;
    }
}
