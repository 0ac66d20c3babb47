using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Agntz.Api.Tests.Chaos;
using Agntz.Persistence;
using Agntz.Testing.Execution;
using Agntz.Testing.Http;
using Agntz.Testing.Mcp;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Workers;

/// <summary>
/// A process of little memory gets runs that would take all of it, or all of its time. Each ends with its reason, and
/// whoever asks for something else meanwhile is answered.
/// </summary>
[Collection(typeof(AloneCollection))]
public sealed class GreedyRunTests(GreedyRunTests.SmallProcess small) : IClassFixture<GreedyRunTests.SmallProcess>
{
    // Far from the minutes for which nobody was answered, and far from what a busy machine needs.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private AgntzClient Api => small.Api;

    [Fact]
    public Task LoopWithoutEffects_EndsTooLarge() =>
        ProveAsync([("idle-loop", GreedyAgents.IdleLoop)], "go", "RUN_TOO_LARGE");

    [Fact]
    public Task BranchesInBranchesInBranches_EndTooLarge() => ProveAsync(GreedyAgents.Bush(200), "go", "RUN_TOO_LARGE");

    [Fact]
    public async Task AgentWhoseToolIsItself_Ends()
    {
        await ProveAsync([("itself", GreedyAgents.Itself("openai"))], "go", "MAX_RECURSION_DEPTH");

        Assert.InRange(small.Model.Requests.Count, 32, 2_000);
    }

    [Fact]
    public Task DoublingState_EndsTooLarge() => ProveAsync([("doubling", GreedyAgents.Doubling)], "go", "OUTPUT_TOO_LARGE");

    [Fact]
    public Task SkippedSteps_OfAShareOfRuns_EndTooLarge() =>
        ProveAsync([("skipping", GreedyAgents.Skipping(20_000, "innocent"))], "go", "RUN_TOO_LARGE", runs: 4);

    [Fact]
    public Task LargeAnswersOfTools_EndTooLarge() => ProveAsync(
        [("calls", GreedyAgents.Calls(30, $"{{kind: mcp, server: \"{small.Tools.Url}\", name: big}}"))], "go", "OUTPUT_TOO_LARGE");

    private async Task ProveAsync(
        IReadOnlyList<(string Id, string Yaml)> agents, string input, string reason, int runs = 1)
    {
        foreach (var (_, yaml) in agents)
        {
            await Api.ImportAsync(yaml);
        }

        var ids = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Api.StartAsync(agents[^1].Id, input)));
        foreach (var id in ids)
        {
            var run = await EndOfAsync(id);

            Assert.True(
                (run.GetProperty("status").GetString(), Code(run)) == ("failed", reason),
                $"Expected {id} to fail with {reason}, found {run}. The process said: {small.Process.Output}");
        }

        // The same process still answers: nobody has started it again.
        (await Api.RunAsync("innocent", "afterwards")).Expect(HttpStatusCode.OK);
    }

    // Asks for it as long as it takes, and for what others ask for besides.
    private async Task<JsonElement> EndOfAsync(string id)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            (await InTimeAsync("health", Api.GetAsync("/health"))).Expect(HttpStatusCode.OK);
            (await InTimeAsync("an innocent run", Api.RunAsync("innocent", "meanwhile"))).Expect(HttpStatusCode.OK);
            var run = await InTimeAsync("the run", Api.GetJsonAsync($"/runs/{id}"));
            if (run.GetProperty("status").GetString() is not ("pending" or "running"))
            {
                return run;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"Run {id} still runs after {Patience}.");
        }
    }

    private static async Task<T> InTimeAsync<T>(string what, Task<T> answer)
    {
        var began = Stopwatch.GetTimestamp();
        var value = await answer;
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(took < Soon, $"Expected {what} within {Soon}; it took {took}.");
        return value;
    }

    private static string? Code(JsonElement run) => run.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>A process of half a gigabyte, a model that never has enough, and a tool that says too much.</summary>
    public sealed class SmallProcess : IAsyncLifetime
    {
        private const string HalfAGigabyte = "0x20000000";

        private const string Innocent =
            "id: innocent\nkind: llm\nmodel: {provider: demo, name: demo}\ninstruction: Be brief.\n";

        private StoreLocation? _location;
        private FakeOpenAi? _model;
        private FakeMcp? _tools;
        private AgntzProcess? _process;
        private AgntzClient? _api;

        public AgntzClient Api => _api!;

        public AgntzProcess Process => _process!;

        public FakeOpenAi Model => _model!;

        public FakeMcp Tools => _tools!;

        public async ValueTask InitializeAsync()
        {
            _location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
            _model = await FakeOpenAi.StartAsync();
            _model.Otherwise = _ => new FakeAnswer.ToolCalls(Call("a"), Call("b"));
            var answer = FakeMcpTool.Text(new string('x', 15_000_000));
            _tools = await FakeMcp.StartAsync(FakeMcpTransport.Streamable,
                new FakeMcpTool("big", """{"type":"object"}""", _ => Task.FromResult(answer)));
            _process = AgntzProcess.StartOn(_location,
            [
                .. _model.Settings, ("Outbound__AllowedHosts__0", _tools.Host),
                ("DOTNET_GCHeapHardLimit", HalfAGigabyte), ("Limits__MaxSteps", "2000000"),
            ]);
            _api = new AgntzClient(await _process.WaitUntilListeningAsync(), AgntzApplication.Key);
            await Api.ImportAsync(Innocent);
            (await Api.RunAsync("innocent", "warm up")).Expect(HttpStatusCode.OK);

            static FakeToolCall Call(string id) => new(id, "invoke_itself", """{"input":"go on"}""");
        }

        public async ValueTask DisposeAsync()
        {
            _api?.Dispose();
            foreach (var each in new IAsyncDisposable?[] { _process, _tools, _model, _location })
            {
                await (each?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }
}
