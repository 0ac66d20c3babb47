using System.Net;
using System.Text.Json;
using Agntz.Api.Json;
using Agntz.Api.Tests.Ingestion;
using Agntz.Api.Traces;
using Agntz.Domain.Owners;
using Agntz.Domain.Runs;
using Agntz.Domain.Traces;
using Agntz.Testing.Http;
using Agntz.Testing.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Traces;

/// <summary>Traces that are written to the wire while they are read.</summary>
public sealed class StreamedTraceTests : AgntzApplicationTest
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Agent =
        "{id: greeter, kind: llm, model: {provider: demo, name: demo-1}, instruction: Greet.}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected override (string Key, string Value)[] Settings => [("Ingestion:CompleteAfter", "00:00:00.001")];

    [Fact]
    public async Task Get_LargeTrace_IsTheSameAsWrittenAtOnce()
    {
        const string Separators = "a\u2028b\u2029c\u0085d";
        var spans = Enumerable.Range(1, 500).Select(number => OtlpRequest.Span(
            TraceId, $"{number:x16}", number == 1 ? null : $"{1:x16}", attributes: [OtlpRequest.Text("text", Separators)]));
        (await Api.ExportAsync([.. spans])).Expect(HttpStatusCode.OK);
        Assert.True(RunId.TryParse(TraceId, out var id));
        var owner = await Service.Get<IOwnerStore>().EnsureAsync(Owner.ApiKeyIssuer, "local", Token);
        await Api.GetAsync($"/traces/{TraceId}/stream?since=0");
        var trace = (await Service.Get<ITraceReader>().FindAsync(owner, id, null, Token))!;
        var whole = JsonSerializer.Serialize(
            new TraceResponse(
                TraceSummaryResponse.From(trace.Summary),
                [.. trace.Spans.Select(span => SpanResponse.From(trace.Summary.Identity, span))]),
            WireJson.Default.TraceResponse);

        var reply = await Api.GetAsync($"/traces/{TraceId}");
        var stream = await Api.GetAsync($"/traces/{TraceId}/stream");

        Assert.Equal(500, trace.Spans.Count);
        Assert.Equal("application/json", reply.MediaType);
        Assert.Equal(whole, reply.Body);
        var data = stream.Body.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..];
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(whole), JsonElement.Parse(data)));
        Assert.DoesNotContain('\u2028', data);
        Assert.EndsWith("\nid: 1001\n\n", stream.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("", "gzip")]
    [InlineData("", "br")]
    [InlineData("/stream", null)]
    public async Task Get_DatabaseGoesAwayInTheMiddle_IsCutAndNeverEndsWell(string suffix, string? accepted)
    {
        await using var broken = await AgntzApplication.StartAsync(
            services => services.AddSingleton<ITraceReader, BrokenTraces>());
        await broken.Api.ImportAsync(Agent);
        var run = (await broken.Api.RunAsync("greeter", "Hello")).Expect(HttpStatusCode.OK).GetProperty("runId").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/traces/{run}{suffix}");
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Encoding", accepted);
        }

        using var response = await broken.Api.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Token));
        Assert.Contains(broken.Logs.Entries, entry => entry.Message.Contains("cannot be completed", StringComparison.Ordinal));
    }
}
