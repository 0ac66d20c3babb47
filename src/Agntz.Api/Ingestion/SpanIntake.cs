using Agntz.Api.Errors;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Owners;
using Agntz.Domain.Traces.Ingestion;

namespace Agntz.Api.Ingestion;

/// <summary>Takes in the spans of one export.</summary>
internal sealed class SpanIntake(SpanReading reading, ITraceIngestion traces)
{
    // Every span is stored with all that its sender says of itself, so a small export may come to very much: so it is
    // made into what is stored piece by piece, and not without end.
    private const int PieceLength = 4 * 1024 * 1024;
    private const long MaxLength = 8L * IngestionBody.MaxBytes;

    private static readonly string TooMuch =
        $"With what their sender says of itself, which is stored with each, the spans before this one come to "
        + $"{MaxLength} characters. Send fewer at a time.";

    /// <summary>Stores what can be stored.</summary>
    /// <exception cref="RefusedException">Others were in the way for too long; 429.</exception>
    public async Task<PartialSuccess> TakeAsync(
        Owner owner, IReadOnlyList<OtlpSpan> sent, CancellationToken cancellationToken)
    {
        var refused = new PartialSuccess();
        var piece = new List<IngestedSpan>();
        var (length, all) = (0, 0L);
        foreach (var span in sent)
        {
            var reason = TooMuch;
            if (all < MaxLength && reading.Read(span, out reason) is { } read)
            {
                piece.Add(read);
                length += read.Attributes.Length + read.Events.Length;
            }
            else
            {
                refused.Add(SpanReading.Hex(span.SpanId), SpanReading.Hex(span.TraceId), reason);
            }

            if (length >= PieceLength)
            {
                all += length;
                length = 0;
                await StoreAsync(owner, piece, refused, cancellationToken);
                piece.Clear();
            }
        }

        await StoreAsync(owner, piece, refused, cancellationToken);
        return refused;
    }

    private async Task StoreAsync(
        Owner owner, IReadOnlyList<IngestedSpan> spans, PartialSuccess refused, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var span in await traces.TakeAsync(owner, spans, cancellationToken))
            {
                refused.Add(span);
            }
        }
        catch (TimeoutException)
        {
            throw new RefusedException(Problem.Of(
                StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited,
                "The traces of these spans are written by others. Send the spans again."));
        }
    }
}
