using Agntz.Api.Errors;
using Agntz.Api.Ingestion.Otlp;
using Agntz.Domain.Owners;
using Agntz.Domain.Traces.Ingestion;

namespace Agntz.Api.Ingestion;

/// <summary>Takes in the spans of one export.</summary>
internal sealed class SpanIntake(SpanReading reading, ITraceIngestion traces)
{
    /// <summary>Stores what can be stored.</summary>
    /// <exception cref="RefusedException">Others were in the way for too long; 429.</exception>
    public async Task<PartialSuccess> TakeAsync(
        Owner owner, IReadOnlyList<OtlpSpan> sent, CancellationToken cancellationToken)
    {
        var refused = new PartialSuccess();
        var spans = new List<IngestedSpan>(sent.Count);
        foreach (var span in sent)
        {
            if (reading.Read(span, out var reason) is { } read)
            {
                spans.Add(read);
            }
            else
            {
                refused.Add(SpanReading.Hex(span.SpanId), SpanReading.Hex(span.TraceId), reason);
            }
        }

        foreach (var span in await StoreAsync(owner, spans, cancellationToken))
        {
            refused.Add(span);
        }

        return refused;
    }

    private async Task<IReadOnlyList<RefusedSpan>> StoreAsync(
        Owner owner, IReadOnlyList<IngestedSpan> spans, CancellationToken cancellationToken)
    {
        try
        {
            return await traces.TakeAsync(owner, spans, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new RefusedException(Problem.Of(
                StatusCodes.Status429TooManyRequests, ErrorCodes.RateLimited,
                "The traces of these spans are written by others. Send the spans again."));
        }
    }
}
