using System.Net;
using System.Text.Json;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.OpenAi;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>Tests of a process of its own that exports its spans: the library that does is one for a process.</summary>
public abstract class ExportTest : IAsyncLifetime
{
    protected const string Agent =
        """
        id: pair
        kind: sequential
        steps:
          - agent: {id: first, kind: llm, model: {provider: openai, name: fake}, instruction: one}
          - agent: {id: second, kind: llm, model: {provider: openai, name: fake}, instruction: two}

        """;

    private FakeOpenAi? _model;
    private StoreLocation? _location;

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    protected FakeOpenAi Model => _model!;

    protected StoreLocation Location => _location!;

    /// <summary>Settings that export spans, and nothing else, at once.</summary>
    protected static (string Key, string Value)[] Exporting(string url, string protocol = "http/protobuf") =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", url), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
        ("OTEL_METRICS_EXPORTER", "none"), ("OTEL_BSP_SCHEDULE_DELAY", "100"),
    ];

    public virtual async ValueTask InitializeAsync()
    {
        _model = await FakeOpenAi.StartAsync();
        _location = await StoreLocation.CreateAsync(StorageProvider.Postgres);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Model.DisposeAsync();
        await Location.DisposeAsync();
    }

    protected AgntzProcess Start(params (string Key, string Value)[] settings) =>
        AgntzProcess.StartOn(Location, [.. Model.Settings, .. settings]);

    protected static async Task<AgntzClient> ConnectAsync(AgntzProcess process)
    {
        var api = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await api.ImportAsync(Agent);
        return api;
    }

    /// <summary>Runs the agent.</summary>
    /// <returns>The id of the run.</returns>
    protected async Task<string> RunAsync(AgntzClient api, params (string Name, string Value)[] headers)
    {
        Model.Enqueue(new FakeAnswer.Text("First."));
        Model.Enqueue(new FakeAnswer.Text("Second."));
        return (await api.PostAsync("/run", new { agentId = "pair", input = "go" }, headers))
            .Expect(HttpStatusCode.OK).GetProperty("runId").GetString()!;
    }

    protected static async Task<IReadOnlyList<JsonElement>> SpansAsync(AgntzClient api, string trace) =>
        [.. (await api.GetJsonAsync($"/traces/{trace}")).GetProperty("spans").EnumerateArray()];
}
