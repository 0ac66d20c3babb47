using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Agntz.Api.Tests.Fuzz;

/// <summary>
/// Requests that are wrong in many ways at once, to every route. <c>AGNTZ_FUZZ_SEED</c> and <c>AGNTZ_FUZZ_REQUESTS</c>
/// choose others, and how many.
/// </summary>
/// <param name="provider">Where the service keeps what it is sent.</param>
/// <param name="usual">How many requests are sent when nobody chooses.</param>
public abstract class FuzzTest(StorageProvider provider, int usual) : AgntzApplicationTest(provider)
{
    private const int Lanes = 6;
    private const int MostFailures = 10;

    private const string Witness =
        "{id: witness, kind: llm, model: {provider: demo, name: demo-1}, instruction: Say what you saw.}";

    private static readonly int Seed = Setting("AGNTZ_FUZZ_SEED", 20260131);

    private readonly int _requests = Setting("AGNTZ_FUZZ_REQUESTS", usual);
    private readonly ConcurrentQueue<string> _failures = new();
    private int _sent;

    // What the requests set going ends before anybody has to wait for it.
    protected override (string Key, string Value)[] Settings =>
    [
        ("Secrets:MasterKey", Convert.ToBase64String(new byte[32])), ("Worker:MaxRunDuration", "00:00:05"),
    ];

    [Fact]
    public async Task EveryRoute_SentWhatNobodyShouldSend_RefusesItAndGoesOn()
    {
        using var other = await Service.JoinAsync("other");
        await other.ImportAsync(Witness);
        var seen = (await other.RunAsync("witness", "Look.")).Expect(HttpStatusCode.OK);
        var run = seen.GetProperty("runId").GetString()!;
        var before = await LookAsync(other, run);

        await FuzzAsync();

        Assert.True(_failures.IsEmpty, $"Seed {Seed}:\n\n{string.Join("\n\n", _failures)}");
        Assert.Equal(before, await LookAsync(other, run));
        Assert.Equal("ok", (await Api.GetJsonAsync("/health")).GetProperty("status").GetString());
        Assert.Equal("ready", (await Api.GetJsonAsync("/health/ready")).GetProperty("status").GetString());
        await AssertRunsAsync(other);
        await AssertRunsAsync(Api);
        Assert.DoesNotContain(Service.Logs.Entries, entry => entry.Level >= LogLevel.Error);
    }

    private async Task FuzzAsync()
    {
        var own = (await Api.GetJsonAsync("/api-keys"))[0].GetProperty("id").GetString()!;
        var names = new KnownNames(ExampleBodies.Agents, own);
        var requests = new FuzzedRequests(
            Seed, FuzzedRoute.Of(Service.Get<EndpointDataSource>()), new FuzzedTarget(names),
            new FuzzedHeaders(Service.Address.Authority, AgntzApplication.Key), new FuzzedBody(names));
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => FuzzAsync(requests, names))));
    }

    private async Task FuzzAsync(FuzzedRequests requests, KnownNames names)
    {
        using var lane = new FuzzLane(Service.Address);
        while (Interlocked.Increment(ref _sent) is var number && number <= _requests && _failures.Count < MostFailures)
        {
            var request = requests.Make(number);
            try
            {
                if (await lane.SendAsync(request, TestContext.Current.CancellationToken) is { } answer)
                {
                    names.Learn(answer.Text);
                    Note(request, AnswerCheck.Find(answer), answer.ToString());
                }
            }
            catch (Exception failure)
            {
                Note(request, "it was not answered", failure.ToString());
            }
        }
    }

    private void Note(FuzzedRequest request, string? wrong, string answer)
    {
        if (wrong is not null)
        {
            _failures.Enqueue($"Request {request.Number}: {wrong}.\n{answer}\n{request}");
        }
    }

    private static async Task AssertRunsAsync(AgntzClient client)
    {
        await client.ImportAsync(Witness);
        var reply = (await client.RunAsync("witness", "Still there?")).Expect(HttpStatusCode.OK);
        Assert.Equal("completed", reply.GetProperty("status").GetString());
    }

    private static async Task<IReadOnlyList<string>> LookAsync(AgntzClient client, string run) =>
        [(await client.GetAsync($"/runs/{run}")).Body, (await client.GetAsync($"/traces/{run}")).Body];

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
