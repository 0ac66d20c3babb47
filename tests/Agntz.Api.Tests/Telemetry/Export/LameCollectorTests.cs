using System.Net;
using System.Net.Sockets;
using Agntz.Persistence;
using Agntz.Testing.Http;
using Agntz.Testing.Otlp;
using Agntz.Testing.Stores;

namespace Agntz.Api.Tests.Telemetry.Export;

/// <summary>Runs, and the end of the process, do not depend on whether anybody takes what is exported.</summary>
public sealed class LameCollectorTests
{
    private const string Agent =
        "{id: teller, kind: llm, model: {provider: demo, name: demo-1}, instruction: Say it.}";

    // What a container is given before it is killed.
    private static readonly TimeSpan Stopping = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task CollectorThatIsNotThere_HoldsNothingUp()
    {
        await RunAsync($"http://127.0.0.1:{FreePort()}", () => Task.CompletedTask);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CollectorThatNeverAnswers_HoldsNothingUp(bool isGrpc)
    {
        var never = new TaskCompletionSource();
        await using var collector = await OtlpReceiver.StartAsync(isGrpc);
        collector.Release = never.Task;

        await RunAsync(collector.Url, () => ReceivedAsync(collector), isGrpc);
        never.SetResult();
    }

    [Fact]
    public async Task CollectorThatFails_HoldsNothingUp()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        collector.Status = 500;

        await RunAsync(collector.Url, () => ReceivedAsync(collector));
    }

    private static Task ReceivedAsync(OtlpReceiver collector) =>
        collector.WaitForAsync(requests => requests.Count > 0 ? requests[0] : null);

    private static async Task RunAsync(string endpoint, Func<Task> exporting, bool isGrpc = false)
    {
        await using var location = await StoreLocation.CreateAsync(StorageProvider.Memory);
        await using var process = AgntzProcess.StartOn(location,
            ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", isGrpc ? "grpc" : "http/protobuf"));
        using var client = new AgntzClient(await process.WaitUntilListeningAsync(), AgntzApplication.Key);
        await client.ImportAsync(Agent);
        await exporting();

        for (var run = 0; run < 10; run++)
        {
            var result = (await client.RunAsync("teller", "tea")).Expect(HttpStatusCode.OK);
            Assert.NotEmpty(result.GetProperty("output").GetString()!);
        }

        Assert.False(await process.StopOrKillAsync(Stopping), process.Output);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
