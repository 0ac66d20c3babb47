using System.Collections.Concurrent;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// A process is told to stop while many runs wait for their second call: none is lost, and no first call is repeated.
/// </summary>
public sealed class ShutdownTests : IAsyncLifetime
{
    private const int Runs = 8;

    private const string Agent =
        """
        id: two-calls
        kind: sequential
        steps:
          - input: {name: "{{userQuery}}"}
            agent:
              {id: first, kind: llm, model: {provider: openai, name: fake}, instruction: "call one of {{name}}."}
          - input: {name: "{{userQuery}}"}
            agent:
              {id: second, kind: llm, model: {provider: openai, name: fake}, instruction: "call two of {{name}}."}

        """;

    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;

    private FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAi.StartAsync();
        _model.Otherwise = Answer;
    }

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult();
        await Model.DisposeAsync();
    }

    [Fact]
    public async Task Interrupt_RunsInFlight_AllGoOnElsewhere()
    {
        Assert.SkipWhen(AgntzProcess.IgnoresInterrupts, "Whoever started these tests has them ignore interrupts.");
        await ProveAsync("00:00:00.2", async process => Assert.Equal(0, await process.InterruptAsync()));
    }

    [Fact]
    public async Task Terminate_AsContainersAreStopped_EndsInTimeAndAllGoOnElsewhere() => await ProveAsync(
        "00:00:05", async process => Assert.False(await process.StopOrKillAsync(TimeSpan.FromSeconds(10))));

    [Fact]
    public async Task Terminate_KilledWhileItDrains_AllGoOnElsewhere() => await ProveAsync(
        "00:01:00", async process => Assert.True(await process.StopOrKillAsync(TimeSpan.FromSeconds(2))));

    private async Task ProveAsync(string drain, Func<AgntzProcess, Task> stopAsync)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = AgntzProcess.StartOn(location,
            [.. Model.Settings, ("Worker__DrainTimeout", drain), ("Worker__LeaseDuration", "00:00:03")]);
        using var api = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(Agent);
        var runs = await Task.WhenAll(
            Enumerable.Range(0, Runs).Select(number => api.StartAsync("two-calls", $"run {number}")));
        await Model.ReceivedAsync(2 * Runs);
        await using var second = AgntzApplication.Start(
            location, [.. Model.Settings, ("Worker:LeaseDuration", "00:00:03")]);

        await stopAsync(first);

        foreach (var run in runs)
        {
            Assert.Equal("completed", (await second.WaitForEndAsync(run)).GetProperty("status").GetString());
        }

        Assert.Equal(2 * Runs, _calls.Count);
        Assert.All(_calls, call => Assert.Equal(IsSecond(call.Key) ? 2 : 1, call.Value));
    }

    // The second call of each run is answered when it is made again.
    private FakeAnswer Answer(FakeRequest request)
    {
        var call = request.Body.GetProperty("messages")[0].GetRawText();
        var times = _calls.AddOrUpdate(call, 1, (_, before) => before + 1);
        var text = new FakeAnswer.Text("Done.");
        return IsSecond(call) && times == 1 ? new FakeAnswer.Held(_never.Task, text) : text;
    }

    private static bool IsSecond(string call) => call.Contains("call two", StringComparison.Ordinal);
}
