using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Agntz.Benchmarks.Measuring;

namespace Agntz.Benchmarks.Streams;

/// <summary>Posts runs and waits for their first events, in a process of its own.</summary>
internal static class FirstEventClient
{
    public const string Name = "first-events";

    private const int WarmUp = 100;

    /// <summary>What that process does.</summary>
    public static async Task ServeAsync(string[] arguments)
    {
        var (port, times) = (int.Parse(arguments[0]), int.Parse(arguments[1]));
        for (var count = 0; count < WarmUp; count++)
        {
            await RunAsync(port);
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var (committed, first) = (new List<double>(), new List<double>());
        while (first.Count < times)
        {
            var (answered, shown) = await RunAsync(port);
            committed.Add(answered);
            first.Add(shown);
        }

        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new FirstEventTimes(
            Figures.Percentile(committed, 0.99), Figures.Percentile(first, 0.99), used.TotalSeconds)));
    }

    private static async Task<(double CommittedMs, double FirstMs)> RunAsync(int port)
    {
        var watch = Stopwatch.StartNew();
        using var post = await RawStream.PostAsync(
            port, "/runs", $$"""{"agentId":"{{StreamAgents.Quick}}","input":"Go"}""");
        var answer = await ReadAsync(post, until: "\"agentId\"");
        var committed = watch.Elapsed.TotalMilliseconds;
        using var stream = await RawStream.OpenAsync(port, $"/runs/{RunIn(answer)}/stream");
        await ReadAsync(stream, until: "event: ");
        return (committed, watch.Elapsed.TotalMilliseconds);
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
