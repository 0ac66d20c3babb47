using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>One run with many readers: as fast as it goes, and at the pace at which models speak.</summary>
internal static class FanOut
{
    private const int Rounds = 5;
    private const int Readers = 1_000;

    private static readonly TimeSpan ModelPause = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(PublishedService service, StampedModel model)
    {
        (model.Pieces, model.Pause) = (300, TimeSpan.Zero);
        await MeasureAsync("burst of 300 KiB", service, model, Readers);
        (model.Pieces, model.Pause) = (100, ModelPause);
        await MeasureAsync("20 pieces a second", service, model, 1);
        await MeasureAsync("20 pieces a second", service, model, Readers);
    }

    private static async Task MeasureAsync(string name, PublishedService service, StampedModel model, int readers)
    {
        await RoundAsync(service, model, readers);
        var cpu = CpuTimes.Now(service.Process);
        var rounds = new List<Reading>();
        while (rounds.Count < Rounds)
        {
            rounds.Add(await RoundAsync(service, model, readers));
        }

        Console.WriteLine(
            $"{name}, {readers} readers: {Figures.Show([.. rounds.Select(it => it.Frames / it.Seconds)])} events/s, "
            + $"from the model's sending to the reader {Figures.Show([.. rounds.Select(it => it.MedianMs)], "N1")} ms, "
            + $"p99 {Figures.Show([.. rounds.Select(it => it.P99Ms)], "N1")} ms");
        Console.WriteLine(
            $"  {rounds[0].Frames / readers} events a reader; processor time of {Rounds} rounds of "
            + $"{Figures.Median(rounds.Select(it => it.Seconds)):N1} s: "
            + $"readers {rounds.Sum(it => it.CpuSeconds):N1} s, "
            + CpuTimes.Now(service.Process).Since(cpu));
    }

    private static async Task<Reading> RoundAsync(PublishedService service, StampedModel model, int readers)
    {
        var run = await service.StartAsync(StreamAgents.Stamped);
        using var reading = await ReaderProcess.OpenAsync(service.Port, $"/runs/{run}/stream", readers);
        model.Release();
        return await reading.ResultAsync();
    }
}
