using System.Net;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Npgsql;

namespace Agntz.Api.Tests.Telemetry.Prometheus;

/// <summary>A Prometheus reads what a process does, with the key of whoever runs it.</summary>
public sealed class PrometheusTests : AgntzApplicationTest
{
    private const string Agent =
        "{id: teller, kind: llm, model: {provider: demo, name: demo-1}, instruction: Say it.}";

    protected override (string Key, string Value)[] Settings => [("Telemetry:Prometheus", "true")];

    [Fact]
    public async Task Run_IsInTheMetrics()
    {
        await Api.ImportAsync(Agent);
        (await Api.RunAsync("teller", "tea")).Expect(HttpStatusCode.OK);

        var metrics = await ReadAsync();

        var call = Assert.Single(metrics.Of("gen_ai_client_operation_duration_seconds_count"));
        Assert.Equal(1, call.Value);
        Assert.Equal(("demo", "demo-1"), (call.Labels["gen_ai_provider_name"], call.Labels["gen_ai_request_model"]));
        Assert.Equal("histogram", metrics.Types["gen_ai_client_token_usage"]);
        var ended = Assert.Single(metrics.Of("agntz_runs_ended_total"));
        Assert.Equal(("completed", "llm"), (ended.Labels["agntz_run_status"], ended.Labels["agntz_agent_kind"]));
        Assert.Equal(0, Assert.Single(metrics.Of("agntz_streams_active")).Value);
        Assert.Single(metrics.Of("agntz_runs_active"));
        Assert.Equal(2, metrics.Of("agntz_events_committed_total").Count);
        Assert.Contains("agntz_commit_duration_seconds", metrics.Types.Keys);
        Assert.Contains("http_server_request_duration_seconds", metrics.Types.Keys);
        Assert.Contains(metrics.Types.Keys, name => name.StartsWith("dotnet_gc_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_AskedForTwice_AreNotCountedTwice()
    {
        var before = Assert.Single((await ReadAsync()).Of("dotnet_process_cpu_count"));
        var after = Assert.Single((await ReadAsync()).Of("dotnet_process_cpu_count"));

        Assert.Equal(Environment.ProcessorCount, before.Value);
        Assert.Equal(before.Value, after.Value);
    }

    [Fact]
    public async Task Metrics_AskedForByManyWhileRunsGoOn_AreWhole()
    {
        await Api.ImportAsync(Agent);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            (await Api.RunAsync("teller", number)).Expect(HttpStatusCode.OK);
            await ReadAsync();
        }));

        Assert.Equal(20, Assert.Single((await ReadAsync()).Of("agntz_runs_ended_total")).Value);
    }

    [Fact]
    public async Task Metrics_AreForWhoeverRunsTheService()
    {
        using var nobody = new AgntzClient(Service.Address, null);
        using var other = await Service.JoinAsync("ada");

        (await nobody.GetAsync("/metrics")).ExpectProblem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        (await other.GetAsync("/metrics")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task Metrics_WithoutTheSetting_AreNotServed()
    {
        await using var service = await AgntzApplication.StartAsync();

        (await service.Api.GetAsync("/metrics")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    [Fact]
    public async Task ConnectionsToPostgres_AreKnownByTheirUseAndNothingElse()
    {
        await using var service = await AgntzApplication.StartAsync(
            StorageProvider.Postgres, ("Telemetry:Prometheus", "true"));

        var pools = (await ReadAsync(service.Api)).Samples
            .Select(sample => sample.Labels.GetValueOrDefault("db_client_connection_pool_name"))
            .OfType<string>().ToHashSet();

        Assert.Superset(new HashSet<string> { "agntz", "agntz-writer" }, pools);
        // The tests themselves connect from the same process, to another database.
        var database = new NpgsqlConnectionStringBuilder(service.Location.ConnectionString).Database!;
        Assert.DoesNotContain(pools, pool => pool.Contains($"Database={database}", StringComparison.Ordinal));
    }

    private Task<PrometheusText> ReadAsync() => ReadAsync(Api);

    private static async Task<PrometheusText> ReadAsync(AgntzClient client)
    {
        var response = await client.Http.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return PrometheusText.Read(body);
    }
}
