using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Agntz.Benchmarks.Load;

/// <summary>
/// One round of a load: callers post one run after the other, and the clock stops when the last run of the round has
/// completed.
/// </summary>
internal static class LoadRound
{
    // Often enough to end a round of seconds on time, seldom enough to cost nothing beside it.
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(20);

    public static async Task<TimeSpan> RunAsync(HttpClient http, LoadCase load)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"agentId":"{{load.AgentId}}","input":{{load.Input}}}""");
        var left = load.Runs;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, load.Callers).Select(_ => PostAsync()));
        await WaitUntilIdleAsync(http);
        return watch.Elapsed;

        async Task PostAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await http.PostAsync("/runs", content);
                if (response.StatusCode is not HttpStatusCode.Created)
                {
                    throw new InvalidOperationException(await response.Content.ReadAsStringAsync());
                }
            }
        }
    }

    private static async Task WaitUntilIdleAsync(HttpClient http)
    {
        foreach (var status in new[] { "pending", "running" })
        {
            while (await CountAsync(http, $"/runs?limit=1&status={status}") > 0)
            {
                await Task.Delay(LookAround);
            }
        }

        if (await CountAsync(http, "/runs?limit=1&status=failed") > 0)
        {
            throw new InvalidOperationException("Runs failed under load.");
        }
    }

    private static async Task<int> CountAsync(HttpClient http, string path)
    {
        await using var body = await http.GetStreamAsync(path);
        using var page = await JsonDocument.ParseAsync(body);
        return page.RootElement.GetProperty("rows").GetArrayLength();
    }
}
