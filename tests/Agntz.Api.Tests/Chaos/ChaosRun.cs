using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Agntz.Testing.Http;

namespace Agntz.Api.Tests.Chaos;

/// <summary>One run whose caller comes back with its key for as long as it takes.</summary>
internal sealed class ChaosRun(Cluster cluster, ChaosAgent agent, int number)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private int _tries;

    /// <summary>What its input is.</summary>
    public string Name => $"run-{number}";

    /// <summary>The agent.</summary>
    public ChaosAgent Agent => agent;

    /// <summary>Its id, once it is known.</summary>
    public string Id { get; private set; } = "";

    /// <summary>From the first request to its end.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Creates it and waits for its end, whatever is killed meanwhile.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var created = await AskAsync(
            api => api.PostAsync("/runs", new { agentId = agent.Id, input = Name }, ("Idempotency-Key", Name)),
            cancellationToken);
        Id = created.Expect(HttpStatusCode.Created).GetProperty("id").GetString()!;
        while (!await HasEndedAsync(cancellationToken))
        {
            // The stream was cut with its process: it is read anew at another one.
            await Task.Delay(Pause, cancellationToken);
        }

        Took = Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>What the service answers, once one of its processes does.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        (await AskAsync(api => api.GetAsync(path), cancellationToken)).Expect(HttpStatusCode.OK);

    /// <summary>A log from its beginning to its end.</summary>
    public async Task<IReadOnlyList<StreamedEvent>> ReadLogAsync(string kind)
    {
        await using var log = await EventReading.OpenAsync(cluster.Any(number).Http, $"/{kind}/{Id}/stream?since=0");
        return await log.ReadAsync();
    }

    private async Task<bool> HasEndedAsync(CancellationToken cancellationToken)
    {
        await AskAsync(api => api.GetAsync($"/runs/{Id}/stream"), cancellationToken);
        var run = await GetAsync($"/runs/{Id}", cancellationToken);
        return run.GetProperty("status").GetString() is not ("pending" or "running");
    }

    private async Task<AgntzReply> AskAsync(Func<AgntzClient, Task<AgntzReply>> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await ask(cluster.Any(number + _tries++)) is { Status: < HttpStatusCode.InternalServerError } reply)
                {
                    return reply;
                }
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
            {
                // Killed in the middle of it, or the database was away: asked again, at the next process.
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
