using System.Net;
using System.Text;
using System.Text.Json;
using Agntz.Api.Tests.Chaos;
using Agntz.Api.Tests.Ingestion;
using Agntz.Domain.Runs;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Limits;

/// <summary>A process with little memory is asked for much at once: it goes on, and answers.</summary>
[Collection(typeof(AloneCollection))]
public sealed class HeapLimitTests : IAsyncLifetime
{
    private const int Spans = 3000;
    private const int SpanBytes = 60_000;
    private const int SpansAtOnce = 60;
    private const int BodyBytes = 3_900_000;
    private const string Remote =
        "{id: remote, kind: llm, model: {provider: openai, name: fake}, instruction: Wait.}";
    private const string Greeter =
        "{id: greeter, kind: llm, model: {provider: demo, name: demo-1}, instruction: Greet.}";

    private static readonly (string, string)[] Settings =
    [
        ("DOTNET_GCHeapHardLimit", "0x20000000"),
        ("Worker__LeaseDuration", "00:00:03"),
        ("Worker__MaxConcurrentRuns", "2"),
    ];

    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _model = await FakeOpenAi.StartAsync(
        new FakeAnswer.Held(_never.Task, new FakeAnswer.Text("Never.")), new FakeAnswer.Text("Done."));

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult();
        await _model!.DisposeAsync();
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.Postgres)]
    public async Task Process_LargeTracesTakeoversAndBodies_StaysUpAndAnswers(StorageProvider provider)
    {
        await using var location = await StoreLocation.CreateAsync(provider);
        string run;
        await using (var lost = AgntzProcess.StartOn(location, [.. _model!.Settings, .. Settings]))
        {
            using var client = await OpenAsync(lost);
            await client.ImportAsync(Remote);
            await client.ImportAsync(Greeter);
            run = await client.StartAsync("remote", "go");
            await _model.ReceivedAsync(1);
            await SendSpansAsync(client, run);
            await lost.KillAsync();
        }

        await using (var process = AgntzProcess.StartOn(location, [.. _model.Settings, .. Settings]))
        {
            using var api = await OpenAsync(process);
            Assert.Contains("run-complete", (await api.GetAsync($"/runs/{run}/stream")).Body, StringComparison.Ordinal);
            foreach (var path in (string[])[$"/traces/{run}", $"/traces/{run}/stream", $"/traces/{run}/stream?since=0"])
            {
                var lengths = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAsync(api, path)));
                Assert.All(lengths, length => Assert.InRange(length, (long)Spans * SpanBytes, long.MaxValue));
            }

            (await api.GetAsync("/health")).Expect(HttpStatusCode.OK);
        }

        await TakeBodiesAsync(location);
    }

    // Nothing is executed there: how much memory a run takes is another limit.
    private static async Task TakeBodiesAsync(StoreLocation location)
    {
        await using var process = AgntzProcess.StartOn(location, [.. Settings, ("Worker__Enabled", "false")]);
        using var api = await OpenAsync(process);
        var body = JsonSerializer.Serialize(new { agentId = "greeter", input = new string('x', BodyBytes) });
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => PostAsync(api, body)));
        Assert.All(answers, status => Assert.True(
            status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"Found {status}: {process.Output}"));
        Assert.Contains(HttpStatusCode.Created, answers);
        (await api.GetAsync("/health")).Expect(HttpStatusCode.OK);
    }

    private static async Task<AgntzClient> OpenAsync(AgntzProcess process)
    {
        var client = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        client.Http.Timeout = TimeSpan.FromMinutes(5);
        return client;
    }

    private static async Task SendSpansAsync(AgntzClient client, string run)
    {
        Assert.True(RunId.TryParse(run, out var id));
        var text = OtlpRequest.Text("text", new string('x', SpanBytes));
        for (var sent = 0; sent < Spans; sent += SpansAtOnce)
        {
            (await client.ExportAsync([.. Enumerable.Range(sent + 1, SpansAtOnce).Select(number =>
                OtlpRequest.Span(id.ToTraceId(), $"{number:x16}", attributes: [text]))])).Expect(HttpStatusCode.OK);
        }
    }

    private static async Task<long> ReadAsync(AgntzClient client, string path)
    {
        using var response = await client.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(Token);
        var (buffer, length) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer, Token) is > 0 and var read)
        {
            length += read;
        }

        return length;
    }

    private static async Task<HttpStatusCode> PostAsync(AgntzClient client, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.Http.PostAsync("/runs", content, Token);
        return response.StatusCode;
    }
}
