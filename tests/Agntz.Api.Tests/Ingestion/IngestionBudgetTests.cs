using System.IO.Pipelines;
using System.Net;
using Agntz.Api.Ingestion;
using Agntz.Testing.Otlp;
using Microsoft.AspNetCore.Http;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>More spans come in than can be stored.</summary>
public sealed class IngestionBudgetTests : AgntzApplicationTest
{
    private const long Most = 64 * 1024 * 1024;
    private const long Nobody = 1000;

    protected override (string Key, string Value)[] Settings => [("Ingestion:BufferBytes", $"{Most}")];

    [Fact]
    public async Task Export_ManySmallParts_TakesRoomForThemAndGivesItBack()
    {
        const int Count = 100_000;
        using var taken = Service.Get<IngestionBudget>().Open(Nobody);
        var attributes = Enumerable.Repeat(new ProtobufText().Add(9, "").Bytes, Count).SelectMany(bytes => bytes);
        var body = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Add(
            2, [.. attributes]))).Bytes;
        Assert.True(taken.TryGrowTo(Most - (1024 * 1024)));

        (await Api.ExportAsync(body, "application/x-protobuf"))
            .ExpectProblem(HttpStatusCode.TooManyRequests, "RATE_LIMITED");

        Assert.Equal(Most - (1024 * 1024), Service.Get<IngestionBudget>().Used);
        taken.Dispose();
        Assert.Equal(HttpStatusCode.OK, (await Api.ExportAsync(body, "application/x-protobuf")).Status);
    }

    [Fact]
    public async Task Export_ThatIsStillToCome_LeavesRoomToOthers()
    {
        var budget = Service.Get<IngestionBudget>();
        var coming = new Pipe();
        var http = new DefaultHttpContext();
        http.Request.Body = coming.Reader.AsStream();
        http.Request.ContentLength = Most;

        var reading = IngestionBody.ReadAsync(http.Request, budget.Open(Nobody), TestContext.Current.CancellationToken);
        using var other = budget.Open(Nobody + 1);
        Assert.True(other.TryGrowTo(Most / 2));

        await coming.Writer.CompleteAsync();
        (await reading).Dispose();
        Assert.Equal(Most / 2, budget.Used);
    }

    [Fact]
    public async Task Export_BesideHalfSentOnesOfAnother_IsTaken()
    {
        var budget = Service.Get<IngestionBudget>();
        var dripping = new List<Task<IngestionBody>>();
        for (var sent = 0; sent < 3; sent++)
        {
            var http = new DefaultHttpContext();
            http.Request.ContentLength = Most;
            http.Request.Body = new Half(33 * 1024 * 1024);
            dripping.Add(IngestionBody.ReadAsync(http.Request, budget.Open(Nobody), TestContext.Current.CancellationToken));
        }

        (await Api.ExportAsync(OtlpRequest.Span("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal([false, true, true], dripping.Select(body => body.IsFaulted));
    }

    [Fact]
    public async Task Export_NoRoom_IsToldToWaitAndTakenWhenThereIs()
    {
        using var taken = Service.Get<IngestionBudget>().Open(Nobody);
        var span = OtlpRequest.Span("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        Assert.True(taken.TryGrowTo(Most));

        var refused = await Api.ExportAsync(span);

        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.Equal("1", refused.Headers["Retry-After"]);
        (await Api.GetAsync("/traces/4bf92f3577b34da6a3ce929d0e0e4736")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        taken.Dispose();
        (await Api.ExportAsync(span)).Expect(HttpStatusCode.OK);
        Assert.Equal(0, Service.Get<IngestionBudget>().Used);
    }

    /// <summary>A body of which the first part comes at once and the rest never.</summary>
    private sealed class Half(int bytes) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
