using System.Text.Json;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// From <c>POST /runs</c> to the first event on a stream that is opened as soon as the answer is there, which is when
/// the run is committed.
/// </summary>
internal static class FirstEvents
{
    private const int Rounds = 5;
    private const int Times = 1_000;

    public static async Task RunAsync(PublishedService service)
    {
        var rounds = new List<FirstEventTimes>();
        await RoundAsync(service.Port);
        var cpu = CpuTimes.Now(service.Process);
        while (rounds.Count < Rounds)
        {
            rounds.Add(await RoundAsync(service.Port));
        }

        Console.WriteLine(
            $"p99 of {Times}, one after the other: committed {Show(rounds, it => it.CommittedMs)} ms, "
            + $"first event {Show(rounds, it => it.FirstMs)} ms, later by "
            + $"{Show(rounds, it => it.FirstMs - it.CommittedMs)} ms");
        Console.WriteLine(
            $"  processor time of {Rounds} rounds: readers {rounds.Sum(it => it.CpuSeconds):N1} s, "
            + CpuTimes.Now(service.Process).Since(cpu));
    }

    private static async Task<FirstEventTimes> RoundAsync(int port)
    {
        using var client = ReaderProcess.StartSelf(FirstEventClient.Name, $"{port}", $"{Times}");
        var line = await client.StandardOutput.ReadLineAsync();
        await client.WaitForExitAsync();
        return JsonSerializer.Deserialize<FirstEventTimes>(line!)!;
    }

    private static string Show(List<FirstEventTimes> rounds, Func<FirstEventTimes, double> figure) =>
        Figures.Show([.. rounds.Select(figure)], "N2");
}
