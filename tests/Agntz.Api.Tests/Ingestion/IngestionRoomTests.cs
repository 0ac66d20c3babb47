using System.Net;
using Agntz.Api.Ingestion;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>More spans come in than can be stored.</summary>
public sealed class IngestionRoomTests : AgntzApplicationTest
{
    private const long Most = 64 * 1024 * 1024;

    protected override (string Key, string Value)[] Settings => [("Ingestion:BufferBytes", $"{Most}")];

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
