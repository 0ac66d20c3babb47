using System.Buffers.Binary;
using Agntz.Api.Ingestion;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Owners;
using Agntz.Domain.Traces.Ingestion;
using Agntz.Domain.Usage;

namespace Agntz.Api.Tests.Ingestion;

/// <summary>Much is said by a sender of itself, and it has many spans.</summary>
public sealed class SpanIntakeTests
{
    private const int Mebibyte = 1024 * 1024;

    private readonly TakenSpans _taken = new();

    [Fact]
    public async Task Take_FarMoreThanWasSent_IsHandedOnPieceByPiece()
    {
        const int Count = 100;

        var refused = await TakeAsync(Count, attributes: 16);

        Assert.Equal((0, Count), (refused.Count, _taken.Count));
        Assert.InRange(_taken.Longest, Mebibyte, 6 * Mebibyte);
    }

    [Fact]
    public async Task Take_MoreThanIsStoredAtATime_RefusesTheRest()
    {
        const int Count = 300;

        var refused = await TakeAsync(Count, attributes: 64);

        Assert.Equal(Count, refused.Count + _taken.Count);
        Assert.InRange(_taken.Count, 100, 130);
        Assert.Contains("Send fewer at a time", refused.Reasons, StringComparison.Ordinal);
    }

    private async Task<PartialSuccess> TakeAsync(int spans, int attributes)
    {
        var resource = OtlpResource.Of(Enumerable.Range(0, attributes).Select(number => new OtlpAttribute(
            $"a{number}", new OtlpValue.Text(new string('a', 64 * 1024)))));
        var scope = new OtlpScope(resource, "", "");
        return await new SpanIntake(new SpanReading(PriceTable.Empty), _taken).TakeAsync(
            new Owner(1, "agntz", "somebody"),
            [.. Enumerable.Range(1, spans).Select(number => NewSpan(scope, number))],
            TestContext.Current.CancellationToken);
    }

    private static OtlpSpan NewSpan(OtlpScope scope, int number)
    {
        var id = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(id, number);
        return new OtlpSpan(scope) { TraceId = [.. id, .. id], SpanId = id, StartUnixNano = 1 };
    }

    private sealed class TakenSpans : ITraceIngestion
    {
        public int Count { get; private set; }

        public int Longest { get; private set; }

        public Task<IReadOnlyList<RefusedSpan>> TakeAsync(
            Owner owner, IReadOnlyList<IngestedSpan> spans, CancellationToken cancellationToken)
        {
            Count += spans.Count;
            Longest = Math.Max(Longest, spans.Sum(span => span.Attributes.Length));
            return Task.FromResult<IReadOnlyList<RefusedSpan>>([]);
        }
    }
}
