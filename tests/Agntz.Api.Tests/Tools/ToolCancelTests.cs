using System.Net;
using System.Text.Json;
using Agntz.Domain.Execution.Tools;
using Agntz.Testing.Execution;
using Agntz.Testing.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Tools;

/// <summary>A run is cancelled while one of its tools is at work.</summary>
public sealed class ToolCancelTests : IAsyncLifetime
{
    private const string Agent =
        """
        id: worker
        kind: llm
        model:
          provider: demo
          name: demo-1
          providerOptions: {demo: {toolCalls: [{name: dig, arguments: {depth: 3}}]}}
        instruction: Dig.
        tools: [{kind: local, tools: [dig]}]

        """;

    private readonly TaskCompletionSource _began = new();
    private readonly TaskCompletionSource _release = new();
    private AgntzApplication? _service;

    private AgntzApplication Service => _service!;

    public async ValueTask InitializeAsync()
    {
        var tool = new FakeTool("dig", async (_, _, token) =>
        {
            _began.SetResult();
            await _release.Task.WaitAsync(token);
            return JsonElement.Parse("\"gold\"");
        });
        _service = await AgntzApplication.StartAsync(services => services.AddSingleton<ILocalTool>(tool));
        await Service.Api.ImportAsync(Agent);
    }

    public async ValueTask DisposeAsync()
    {
        _release.TrySetResult();
        await Service.DisposeAsync();
    }

    [Fact]
    public async Task Cancel_InAToolCall_LetsItFinishAndAsksTheModelNoMore()
    {
        var id = await Service.Api.StartAsync("worker", "go");
        await _began.Task;

        (await Service.Api.PostAsync($"/runs/{id}/cancel", "")).Expect(HttpStatusCode.OK);
        _release.SetResult();
        var run = await Service.WaitForEndAsync(id);

        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Equal(
            ["agent.invoke worker cancelled", "model.call demo-1 ok", "tool.execute dig ok"],
            SpanTree.Lines(await Service.Api.GetJsonAsync($"/traces/{id}")));
        var end = Assert.Single(await EventsAsync(id), it => it.Name is "tool-call-end");
        Assert.Equal("gold", end.Json.GetProperty("toolCall").GetProperty("output").GetString());
    }

    [Fact]
    public async Task Abort_InAToolCall_BreaksItOff()
    {
        var id = await Service.Api.StartAsync("worker", "go");
        await _began.Task;

        (await Service.Api.PostAsync($"/runs/{id}/cancel?mode=abort", "")).Expect(HttpStatusCode.OK);
        var run = await Service.WaitForEndAsync(id);

        Assert.Equal("cancelled", run.GetProperty("status").GetString());
        Assert.Equal(
            ["agent.invoke worker cancelled", "model.call demo-1 ok", "tool.execute dig cancelled"],
            SpanTree.Lines(await Service.Api.GetJsonAsync($"/traces/{id}")));
        Assert.Equal(["run-spawn", "tool-call-start", "run-cancelled"], (await EventsAsync(id)).Select(it => it.Name));
    }

    private async Task<IReadOnlyList<StreamedEvent>> EventsAsync(string id)
    {
        await using var stream = await EventReading.OpenAsync(Service.Api.Http, $"/runs/{id}/stream");
        return await stream.ReadAsync();
    }
}
