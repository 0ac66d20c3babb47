using System.IO.Pipelines;
using System.Net;
using Agntz.Api.Ingestion;
using Agntz.Testing.Otlp;
using Microsoft.AspNetCore.Http;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>More spans come in than can be stored.</summary>
public sealed class IngestionRoomTests : AgntzApplicationTest
{
    private const long Most = 64 * 1024 * 1024;

    protected override (string Key, string Value)[] Settings => [("Ingestion:BufferBytes", $"{Most}")];

    [Fact]
    public async Task Export_ManySmallParts_TakesRoomForThemAndGivesItBack()
    {
        const int Count = 100_000;
        var room = Service.Get<IngestionRoom>();
        var attributes = Enumerable.Repeat(new ProtobufText().Add(9, "").Bytes, Count).SelectMany(bytes => bytes);
        var body = new ProtobufText().Message(1, resource => resource.Message(2, scope => scope.Add(
            2, [.. attributes]))).Bytes;
        room.Take(Most - (1024 * 1024));

        (await Api.ExportAsync(body, "application/x-protobuf"))
            .ExpectProblem(HttpStatusCode.TooManyRequests, "RATE_LIMITED");

        room.Take(1024 * 1024);
        room.Give(Most);
        Assert.Equal(HttpStatusCode.OK, (await Api.ExportAsync(body, "application/x-protobuf")).Status);
    }

    [Fact]
    public async Task Export_ThatIsStillToCome_LeavesRoomToOthers()
    {
        var room = Service.Get<IngestionRoom>();
        var coming = new Pipe();
        var http = new DefaultHttpContext();
        http.Request.Body = coming.Reader.AsStream();
        http.Request.ContentLength = Most;

        var reading = IngestionBody.ReadAsync(http.Request, room, TestContext.Current.CancellationToken);
        room.Take(Most - (1024 * 1024));

        await coming.Writer.CompleteAsync();
        (await reading).Dispose();
        room.Take(1024 * 1024);
    }

    [Fact]
    public async Task Export_NoRoom_IsToldToWaitAndTakenWhenThereIs()
    {
        var room = Service.Get<IngestionRoom>();
        var span = OtlpRequest.Span("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        room.Take(Most);

        var refused = await Api.ExportAsync(span);

        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        Assert.Equal("1", refused.Headers["Retry-After"]);
        (await Api.GetAsync("/traces/4bf92f3577b34da6a3ce929d0e0e4736")).ExpectProblem(HttpStatusCode.NotFound, "NOT_FOUND");
        room.Give(Most);
        (await Api.ExportAsync(span)).Expect(HttpStatusCode.OK);
        room.Take(Most);
    }
}
