using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Network;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Tools;

/// <summary>
/// Two processes on one database; the one that executes a run is killed when one tool of its second step has answered and
/// the other has not.
/// </summary>
public sealed class ToolLoopTakeoverTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;
    private RecordingServer? _server;

    private FakeOpenAi Model => _model!;

    private RecordingServer Server => _server!;

    private string Agent =>
        $$$"""
        id: helper
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Be brief.
        tools:
          - kind: http
            name: order
            method: POST
            url: {{{Server.Url}}}/{item}
            body: {for: "{{userQuery}}"}

        """;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAi.StartAsync();
        _server = await RecordingServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult();
        await Model.DisposeAsync();
        await Server.DisposeAsync();
    }

    [Fact]
    public async Task Kill_OneCallOfTwoFinished_OnlyTheOtherIsRepeatedWithTheSameKeyAndBody()
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(Order("a", "tea")));
        Model.Enqueue(new FakeAnswer.ToolCalls(Order("b", "milk"), Order("c", "sugar")));
        Model.Enqueue(new FakeAnswer.Text("Ordered."));
        var held = 0;
        Server.Otherwise = request => request.Path is "/sugar" && Interlocked.Exchange(ref held, 1) == 0
            ? new RecordedAnswer { Release = _never.Task }
            : new RecordedAnswer();
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
        await using var first = Start(location);
        using var api = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(Agent);
        var id = await api.StartAsync("helper", "Ann");
        await Server.ReceivedAsync(3);
        await ReadUntilToolsEndedAsync(api, id, count: 2);
        await using var second = Start(location);
        using var other = new AgntzClient(await second.WaitUntilListeningAsync(), AgntzApplication.Key);

        await first.KillAsync();
        await using (var rest = await EventReading.OpenAsync(other.Http, $"/runs/{id}/stream?since=0"))
        {
            Assert.Equal("run-complete", (await rest.ReadAsync())[^1].Name);
        }

        Assert.Equal(
            ["t0 ok", "t0/c0 ok", "t1 ok", "t1/c0 ok", "t1/c1 error", "t1/c1 ok", "t2 ok"],
            await CallsAsync(other, id));
        Assert.Equal(3, Model.Requests.Count);
        Assert.Equal(["/milk", "/sugar", "/sugar", "/tea"], Server.Requests.Select(request => request.Path).Order());
        Assert.All(Server.Requests, request => Assert.Equal("""{"for":"Ann"}""", request.Body));
        Assert.Equal(
            [$"{id}:t0/c0", $"{id}:t1/c0", $"{id}:t1/c1", $"{id}:t1/c1"],
            Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Order(StringComparer.Ordinal));
    }

    private AgntzProcess Start(StoreLocation location) => AgntzProcess.StartOn(location,
    [
        .. Model.Settings,
        ("Outbound__AllowedHosts__0", Server.Host),
        ("Worker__LeaseDuration", "00:00:02"),
    ]);

    // What a stream has sent is durable, and so is what its transaction wrote besides: the output in the journal.
    private static async Task ReadUntilToolsEndedAsync(AgntzClient api, string id, int count)
    {
        await using var stream = await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream?since=0");
        await stream.ReadAsync(read => read.Name is "tool-call-end" && --count == 0);
    }

    private static async Task<IEnumerable<string>> CallsAsync(AgntzClient api, string id) =>
        (await api.GetJsonAsync($"/traces/{id}")).GetProperty("spans").EnumerateArray()
            .Where(span => span.GetProperty("kind").GetString() is "model.call" or "tool.execute")
            .Select(span => $"{span.GetProperty("attributes").GetProperty("agntz.step.path").GetString()} "
                + span.GetProperty("status").GetString())
            .Order(StringComparer.Ordinal);

    private static FakeToolCall Order(string id, string item) => new(id, "http__order", $$"""{"item":"{{item}}"}""");
}
