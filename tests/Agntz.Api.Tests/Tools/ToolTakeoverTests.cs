using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Tools;

/// <summary>A process is lost when a tool has answered and the model is being asked what to make of it.</summary>
public sealed class ToolTakeoverTests : IAsyncLifetime
{
    private const string Agent =
        """
        id: helper
        kind: llm
        model: {provider: openai, name: fake}
        instruction: Be brief.
        tools: [{kind: local, tools: [current_time]}]

        """;

    private readonly TaskCompletionSource _never = new();
    private FakeOpenAi? _model;

    private FakeOpenAi Model => _model!;

    public async ValueTask InitializeAsync() => _model = await FakeOpenAi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult();
        await Model.DisposeAsync();
    }

    [Fact]
    public async Task Kill_ToolHasAnswered_ItIsNotCalledAgain()
    {
        Model.Enqueue(new FakeAnswer.ToolCalls(
            new FakeToolCall("a", "current_time", "{}"), new FakeToolCall("b", "current_time", "{}")));
        Model.Enqueue(new FakeAnswer.Held(_never.Task, new FakeAnswer.Text("Never.")));
        Model.Enqueue(new FakeAnswer.Text("Noon."));
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Sqlite);
        await using var first = AgntzProcess.StartOn(location, Model.Settings);
        using var api = new AgntzClient(await first.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(Agent);
        var id = await api.StartAsync("helper", "What time is it?");
        await Model.ReceivedAsync(2);

        await first.KillAsync();
        await using var second = AgntzApplication.Start(location, Model.Settings);
        await second.WaitForEndAsync(id);

        Assert.Equal(
            [
                "agent.invoke helper ok", "model.call fake ok", "tool.execute current_time ok",
                "tool.execute current_time ok", "model.call fake error", "model.call fake ok",
            ],
            SpanTree.Lines(await second.Api.GetJsonAsync($"/traces/{id}")));
        Assert.Equal(Messages(1), Messages(2));
        var result = (await second.Api.GetJsonAsync($"/runs/{id}")).GetProperty("result");
        Assert.Equal("Noon.", result.GetProperty("output").GetString());
        // Two calls at the same time begin in an order of their own.
        Assert.Equal(["a", "b"], Ids(result.GetProperty("toolCalls")).Order());
        Assert.Equal(24, result.GetProperty("usage").GetProperty("totalTokens").GetInt32());
        Assert.Equal(
            ["run-spawn", "tool-call-start", "tool-call-start", "tool-call-end", "tool-call-end", "step-complete"],
            (await EventsAsync(second.Api, id)).Take(6).Order(StringComparer.Ordinal).OrderBy(Place));
    }

    private string Messages(int request) => Model.Requests[request].Body.GetProperty("messages").GetRawText();

    private static IEnumerable<string?> Ids(JsonElement calls) =>
        calls.EnumerateArray().Select(call => call.GetProperty("id").GetString());

    // Two calls at the same time begin and end in an order of their own.
    private static int Place(string name) => name switch
    {
        "run-spawn" => 0,
        "tool-call-start" => 1,
        "tool-call-end" => 2,
        _ => 3,
    };

    private static async Task<IReadOnlyList<string>> EventsAsync(AgntzClient api, string id)
    {
        await using var stream = await EventReading.OpenAsync(api.Http, $"/runs/{id}/stream?since=0");
        var events = await stream.ReadAsync();
        Assert.Single(events, it => it.Name is "step-complete");
        return [.. events.Select(it => it.Name)];
    }
}
