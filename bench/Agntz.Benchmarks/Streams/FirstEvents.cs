using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>
/// From <c>POST /runs</c> to the first event on a stream that is opened as soon as the answer is there, which is when the
/// run is committed.
/// </summary>
internal static class FirstEvents
{
    private const int Rounds = 5;
    private const int Times = 1_000;

    public static async Task RunAsync(PublishedService service)
    {
        var rounds = new List<(double Committed, double First)>();
        await RoundAsync(service.Port);
        while (rounds.Count < Rounds)
        {
            rounds.Add(await RoundAsync(service.Port));
        }

        Console.WriteLine(
            $"p99 of {Times}, one after the other: committed {Figures.Show([.. rounds.Select(it => it.Committed)], "N2")} "
            + $"ms, first event {Figures.Show([.. rounds.Select(it => it.First)], "N2")} ms, later by "
            + $"{Figures.Show([.. rounds.Select(it => it.First - it.Committed)], "N2")} ms");
    }

    private static async Task<(double Committed, double First)> RoundAsync(int port)
    {
        var (committed, first) = (new List<double>(), new List<double>());
        while (first.Count < Times)
        {
            var watch = Stopwatch.StartNew();
            using var post = await RawStream.PostAsync(
                port, "/runs", $$"""{"agentId":"{{StreamAgents.Quick}}","input":"Go"}""");
            var answer = await ReadAsync(post, until: "\"agentId\"");
            committed.Add(watch.Elapsed.TotalMilliseconds);
            using var stream = await RawStream.OpenAsync(port, $"/runs/{RunIn(answer)}/stream");
            await ReadAsync(stream, until: "event: ");
            first.Add(watch.Elapsed.TotalMilliseconds);
        }

        return (Figures.Percentile(committed, 0.99), Figures.Percentile(first, 0.99));
    }

    private static string RunIn(string answer)
    {
        const int Length = 36;
        return answer.Substring(answer.IndexOf("run_", StringComparison.Ordinal), Length);
    }

    private static async Task<string> ReadAsync(Socket socket, string until)
    {
        var buffer = new byte[4096];
        var text = new StringBuilder();
        while (!text.ToString().Contains(until, StringComparison.Ordinal))
        {
            var length = await socket.ReceiveAsync(buffer);
            text.Append(length > 0
                ? Encoding.UTF8.GetString(buffer, 0, length)
                : throw new InvalidOperationException($"Expected {until}, found the end of: {text}"));
        }

        return text.ToString();
    }
}
