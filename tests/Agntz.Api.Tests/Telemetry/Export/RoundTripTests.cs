using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>What one instance exports another takes in, and shows the same tree.</summary>
public sealed class RoundTripTests : ExportTest
{
    private const string Lease = "00:00:02";

    private AgntzApplication? _importer;

    private AgntzApplication Importer => _importer!;

    private (string Key, string Value)[] ToImporter =>
    [
        .. Exporting(Importer.Address.ToString()),
        ("OTEL_EXPORTER_OTLP_HEADERS", $"Authorization=Bearer {AgntzApplication.Key}"),
        ("Worker__LeaseDuration", Lease),
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _importer = await AgntzApplication.StartAsync(StorageProvider.Memory, ("Ingestion:CompleteAfter", "00:00:01"));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Importer.DisposeAsync();
    }

    [Fact]
    public async Task Run_ExportedIntoAnotherInstance_HasTheSameTree()
    {
        await using var process = Start(ToImporter);
        using var api = await ConnectAsync(process);

        var run = await RunAsync(api, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        await AssertSameAsync(api, run);
    }

    [Fact]
    public async Task Run_TakenOverByAnotherProcess_HasTheSameTreeWithOneRoot()
    {
        var never = new TaskCompletionSource();
        await using var first = Start(ToImporter);
        using var api = await ConnectAsync(first);
        Model.Enqueue(new FakeAnswer.Text("First."));
        Model.Enqueue(new FakeAnswer.Held(never.Task, new FakeAnswer.Text("Never.")));
        Model.Enqueue(new FakeAnswer.Text("Second."));
        var run = await api.StartAsync("pair", "go");
        await Model.ReceivedAsync(2);

        // The first call is exported before the process dies.
        await WaitForImportAsync(run, count: 2);
        await first.KillAsync();
        await using var second = Start(ToImporter);
        using var successor = await ConnectAsync(second);

        await AssertSameAsync(successor, run);
        Assert.Equal(
            ["agent.invoke pair ok", "agent.invoke first ok", "model.call fake ok", "agent.invoke second ok",
                "model.call fake error", "model.call fake ok"],
            SpanTree.Lines(await Importer.Api.GetJsonAsync($"/traces/{run[4..]}")));
        never.SetResult();
    }

    private async Task AssertSameAsync(AgntzClient api, string run)
    {
        await using (var stream = await EventReading.OpenAsync(api.Http, $"/runs/{run}/stream?since=0"))
        {
            Assert.Equal("run-complete", (await stream.ReadAsync())[^1].Name);
        }

        var ours = await api.GetJsonAsync($"/traces/{run}");
        await WaitForImportAsync(run, ours.GetProperty("spans").GetArrayLength());
        await using (var stream = await EventReading.OpenAsync(Importer.Api.Http, $"/traces/{run[4..]}/stream?since=0"))
        {
            Assert.Equal("trace-done", (await stream.ReadAsync())[^1].Name);
        }

        var theirs = await Importer.Api.GetJsonAsync($"/traces/{run[4..]}");
        Assert.Equal(Lines(ours), Lines(theirs));
        Assert.Equal(SpanTree.Draw(ours), SpanTree.Draw(theirs));
        string[] sums = ["rootName", "agentId", "startedAt", "endedAt", "spanCount", "status", "totalTokens", "totalCostUsd"];
        Assert.All(sums, name => Assert.Equal(
            ours.GetProperty("summary").GetProperty(name).GetRawText(),
            theirs.GetProperty("summary").GetProperty(name).GetRawText()));
    }

    // Everything but what a span gets on its way: by the client of the model, by what its sender is called, and the
    // session, which is no attribute at home.
    private static IEnumerable<string> Lines(JsonElement trace)
    {
        string[] members =
            ["spanId", "parentId", "name", "kind", "startedAt", "endedAt", "status", "error", "events", "costUsd"];
        return trace.GetProperty("spans").EnumerateArray()
            .Select(span => string.Join(' ', members.Select(name => span.GetProperty(name).GetRawText()))
                + string.Join(' ', span.GetProperty("attributes").EnumerateObject()
                    .Where(it => !it.Name.StartsWith("service.", StringComparison.Ordinal)
                        && !it.Name.StartsWith("telemetry.", StringComparison.Ordinal)
                        && !it.Name.StartsWith("openai.", StringComparison.Ordinal)
                        && !it.Name.StartsWith("otel.scope.", StringComparison.Ordinal)
                        && it.Name is not ("error.type" or "gen_ai.conversation.id"))
                    .OrderBy(it => it.Name, StringComparer.Ordinal)
                    .Select(it => $"{it.Name}={it.Value.GetRawText()}")))
            .Order(StringComparer.Ordinal);
    }

    private async Task WaitForImportAsync(string run, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await CountAsync(run) < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private async Task<int> CountAsync(string run)
    {
        var reply = await Importer.Api.GetAsync($"/traces/{run[4..]}");
        return reply.Status is System.Net.HttpStatusCode.OK ? reply.Json.GetProperty("spans").GetArrayLength() : 0;
    }
}
