using System.Text.Json;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Chaos;

/// <summary>Looks at runs afterwards: that they ended right, and that nothing that had finished was done again.</summary>
internal sealed class ChaosChecks(
    IReadOnlyList<DateTimeOffset> losses, IReadOnlyList<FakeRequest> asked, IReadOnlyList<RecordedRequest> counted)
{
    private const int MostLosses = 3;

    private readonly Dictionary<string, int> _asked = asked.CountBy(ChaosModel.RunOf).ToDictionary();
    private readonly ILookup<string, RecordedRequest> _counted =
        counted.ToLookup(static request => request.Headers["Idempotency-Key"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What there was to see so far.</summary>
    public ChaosFigures Figures { get; } = new();

    /// <summary>Looks at one.</summary>
    public async Task AssertRightAsync(ChaosRun run)
    {
        var record = await run.GetAsync($"/runs/{run.Id}", Token);
        var spans = (await run.GetAsync($"/traces/{run.Id}", Token)).GetProperty("spans").EnumerateArray().ToList();
        var isLost = record.GetProperty("status").GetString() is "failed";
        if (isLost)
        {
            AssertRightlyLost(record, spans);
        }
        else
        {
            Assert.True(record.GetProperty("status").GetString() is "completed", record.GetRawText());
        }

        Assert.Single(spans, IsRoot);
        Assert.All(spans, span => Assert.NotEqual("running", span.GetProperty("status").GetString()));
        Assert.All(spans, span => Assert.True(span.GetProperty("endedAt").GetString() is not null));
        var models = AssertFinishedOnce(spans, "model.call", isLost ? null : run.Agent.ModelCalls);
        var requests = AssertFinishedOnce(spans.Where(IsRequest), "tool.execute", isLost ? null : run.Agent.Requests);

        // Whatever was asked once more was in flight when its process died, and the trace tells of it.
        var calls = _asked.GetValueOrDefault(run.Name);
        Assert.InRange(calls, models.Count(HasFinished), models.Sum(call => call.Count()));
        Figures.Repeats += Math.Max(0, calls - models.Count);
        requests.ForEach(call => AssertSameKeyAndBody(run, call));
        NoteTakeovers(spans);
        await AssertContiguousAsync(run, "runs", isLost ? "run-error" : "run-complete");
        await AssertContiguousAsync(run, "traces", "trace-done");
    }

    private void AssertRightlyLost(JsonElement record, List<JsonElement> spans)
    {
        Assert.True(record.GetProperty("code").GetString() is "WORKER_LOST", record.GetRawText());
        var progress = spans.Where(span => IsCall(span) && HasStatus(span, "ok"))
            .Select(span => span.GetProperty("endedAt").GetDateTimeOffset())
            .Append(InstantOf(record, "startedAt"))
            .Max();
        var end = InstantOf(record, "endedAt");
        var lost = losses.Count(loss => loss >= progress && loss <= end);
        Assert.True(lost >= MostLosses, $"Given up after {lost} losses: {record.GetRawText()}");
        Figures.Lost++;
    }

    // Records of runs have numbers where spans have texts.
    private static DateTimeOffset InstantOf(JsonElement record, string name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(record.GetProperty(name).GetInt64());

    private static List<IGrouping<string, JsonElement>> AssertFinishedOnce(
        IEnumerable<JsonElement> spans, string kind, int? expected)
    {
        var calls = spans.Where(span => span.GetProperty("kind").GetString() == kind).GroupBy(PathOf).ToList();
        Assert.All(calls, call => Assert.InRange(call.Count(span => HasStatus(span, "ok")), expected is null ? 0 : 1, 1));
        Assert.All(
            calls.SelectMany(call => call).Where(span => !HasStatus(span, "ok") && expected is not null),
            span => Assert.Equal("interrupted", span.GetProperty("error").GetString()));
        Assert.Equal(expected ?? calls.Count, calls.Count);
        return calls;
    }

    private void AssertSameKeyAndBody(ChaosRun run, IGrouping<string, JsonElement> call)
    {
        var requests = _counted[$"{run.Id}:{call.Key}"].ToList();
        Assert.InRange(requests.Count, HasFinished(call) ? 1 : 0, call.Count());
        Assert.True(requests.Select(request => (request.Path, request.Body)).Distinct().Count() <= 1);
        Assert.All(requests, request => Assert.Equal($$"""{"run":"{{run.Name}}"}""", request.Body));
        Figures.Repeats += Math.Max(0, requests.Count - 1);
    }

    private void NoteTakeovers(List<JsonElement> spans)
    {
        foreach (var resumed in ResumesOf(spans.Single(IsRoot)))
        {
            // The last sign of life of the worker before; the process that was lost next was its own.
            var seen = spans.SelectMany(SignsOfLife).Where(sign => sign < resumed).Max();
            var loss = losses.Where(loss => loss > seen && loss < resumed).Order().FirstOrDefault();
            if (loss != default)
            {
                Figures.TookOver(resumed - loss);
            }
        }
    }

    private static IEnumerable<DateTimeOffset> SignsOfLife(JsonElement span) => HasStatus(span, "ok")
        ? [span.GetProperty("startedAt").GetDateTimeOffset(), span.GetProperty("endedAt").GetDateTimeOffset()]
        : [span.GetProperty("startedAt").GetDateTimeOffset()];

    private static IEnumerable<DateTimeOffset> ResumesOf(JsonElement span) => span.GetProperty("events").EnumerateArray()
        .Where(happened => happened.GetProperty("name").GetString() is "agntz.resumed")
        .Select(happened => happened.GetProperty("timestamp").GetDateTimeOffset());

    private static async Task AssertContiguousAsync(ChaosRun run, string kind, string last)
    {
        var log = await run.ReadLogAsync(kind);
        Assert.Equal(last, log[^1].Name);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(number => (long?)number), log.Select(entry => entry.Id));
    }

    private static bool IsRoot(JsonElement span) =>
        !span.TryGetProperty("parentId", out var parent) || parent.ValueKind is JsonValueKind.Null;

    private static bool IsCall(JsonElement span) => span.GetProperty("kind").GetString() is "model.call" or "tool.execute";

    private static bool IsRequest(JsonElement span) => span.GetProperty("name").GetString() is "http__count";

    private static bool HasFinished(IEnumerable<JsonElement> call) => call.Any(span => HasStatus(span, "ok"));

    private static bool HasStatus(JsonElement span, string status) => span.GetProperty("status").GetString() == status;

    private static string PathOf(JsonElement span) =>
        span.GetProperty("attributes").GetProperty("agntz.step.path").GetString()!;
}
